import { useInfiniteQuery } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { queryKeys } from "../api/queryKeys.ts";
import type { CommitPage } from "../api/types.ts";

const PAGE_SIZE = 30;

/** History page by page, newest first: one store's where its name is given, else the whole platform's. */
export function useChanges(storeName: string | undefined) {
  return useInfiniteQuery({
    queryKey: storeName === undefined ? queryKeys.changes : queryKeys.history(storeName),
    queryFn: ({ pageParam, signal }): Promise<CommitPage> => {
      const query = { limit: PAGE_SIZE, ...(pageParam === "" ? {} : { cursor: pageParam }) };
      return storeName === undefined
        ? unwrap(api.GET("/api/changes", { params: { query }, signal }))
        : unwrap(api.GET("/api/stores/{name}/history", { params: { path: { name: storeName }, query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: 60_000,
  });
}
