import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import type { StoreFilters } from "../api/queryKeys.ts";
import { storeListQuery } from "./storeListQuery.ts";

/** The stores that match, page by page. The stream keeps them fresh. */
export function useStoreList(filters: StoreFilters) {
  return useInfiniteQuery({
    ...storeListQuery(filters),
    placeholderData: keepPreviousData,
    // Only a safety net: the stream says what changes.
    refetchInterval: 5 * 60_000,
  });
}
