/** Who the control API is where it changes a store by itself. Its deletions wait like anybody's who typed no name. */
export const platformActor = "storeplane";
