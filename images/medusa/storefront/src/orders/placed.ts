/** State of the history entry that an order is shown in right after it was placed. */
export const PLACED = "placed";
