import type { StoreFilters } from "../api/queryKeys.ts";

const NAMES = ["search", "status", "engine", "owner", "sort"] as const;

/** The list's filters and order, as an address has them. */
export function storeFiltersOf(params: URLSearchParams): StoreFilters {
  const given: Partial<Record<keyof StoreFilters, string>> = {};
  for (const name of NAMES) {
    const value = params.get(name);
    if (value !== null && value !== "") given[name] = value;
  }
  return given;
}
