import { useQuery } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { queryKeys } from "../api/queryKeys.ts";

/** How many stores there are, by phase: all of them, an engine's, or a version's. */
export function useStoreCount(engine?: string, chartVersion?: string) {
  return useQuery({
    queryKey: queryKeys.storeCount(engine, chartVersion),
    queryFn: ({ signal }) => {
      const query = {
        limit: 1,
        ...(engine === undefined ? {} : { engine }),
        ...(chartVersion === undefined ? {} : { chartVersion }),
      };
      return unwrap(api.GET("/api/stores", { params: { query }, signal }));
    },
    refetchInterval: 15_000,
  });
}
