/** Filters and order of the store list, as they stand in the page's address. */
export interface StoreFilters {
  readonly search?: string;
  /** One or more phases, with commas between. */
  readonly status?: string;
  readonly engine?: string;
  readonly owner?: string;
  readonly sort?: string;
}

/** Every key of the query cache, in one place so that the stream and the mutations hit the right entries. */
export const queryKeys = {
  storeLists: ["stores", "list"] as const,
  storeList: (filters: StoreFilters) => ["stores", "list", filters] as const,
  found: (words: string) => ["found", words] as const,
  store: (name: string) => ["stores", "detail", name] as const,
  resources: (name: string) => ["stores", "resources", name] as const,
  backups: (name: string) => ["stores", "backups", name] as const,
  history: (name: string) => ["stores", "history", name] as const,
  credentials: (name: string) => ["credentials", name] as const,
  nameTaken: (name: string) => ["taken", name] as const,
  shop: (name: string) => ["shop", name] as const,
  usage: (name: string) => ["usage", name] as const,
  pods: (name: string) => ["stores", "pods", name] as const,
  changes: ["changes"] as const,
  diff: (commit: string, storeName: string | undefined) => ["diff", commit, storeName ?? "*"] as const,
  deleting: ["stores", "deleting"] as const,
  storeCount: (engine: string | undefined, chartVersion: string | undefined) =>
    ["stores", "count", engine ?? "*", chartVersion ?? "*"] as const,
  engines: ["engines"] as const,
  audit: (filter: object) => ["audit", filter] as const,
  tokens: ["tokens"] as const,
  health: ["health"] as const,
  provisioning: (days: number) => ["provisioning", days] as const,
  upgrades: ["upgrades"] as const,
  upgrade: (id: string) => ["upgrades", id] as const,
  platform: ["platform"] as const,
  session: ["session"] as const,
};
