import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { queryKeys, type StoreFilters } from "../api/queryKeys.ts";
import type { StoreList } from "../api/types.ts";

const PAGE_SIZE = 100;

/** The stores that match, page by page. */
export function useStoreList(filters: StoreFilters) {
  return useInfiniteQuery({
    queryKey: queryKeys.storeList(filters),
    queryFn: ({ pageParam, signal }): Promise<StoreList> => {
      const cursor = pageParam === "" ? {} : { cursor: pageParam };
      return unwrap(api.GET("/api/stores", { params: { query: { ...filters, ...cursor, limit: PAGE_SIZE } }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
}
