/** Filters of the store list, as they stand in the page's address. */
export interface StoreFilters {
  readonly search?: string;
  readonly status?: string;
  readonly engine?: string;
}

/** Every key of the query cache, in one place so that the stream and the mutations hit the right entries. */
export const queryKeys = {
  storeLists: ["stores", "list"] as const,
  storeList: (filters: StoreFilters) => ["stores", "list", filters] as const,
  store: (name: string) => ["stores", "detail", name] as const,
  resources: (name: string) => ["stores", "resources", name] as const,
  history: (name: string) => ["stores", "history", name] as const,
  credentials: (name: string) => ["stores", "credentials", name] as const,
  nameTaken: (name: string) => ["stores", "taken", name] as const,
  changes: ["changes"] as const,
  diff: (commit: string, storeName: string | undefined) => ["diff", commit, storeName ?? "*"] as const,
  engines: ["engines"] as const,
  platform: ["platform"] as const,
  session: ["session"] as const,
};
