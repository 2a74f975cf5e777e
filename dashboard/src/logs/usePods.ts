import { useQuery } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { queryKeys } from "../api/queryKeys.ts";

/** The store's pods and their containers: what has a log. */
export function usePods(name: string) {
  return useQuery({
    queryKey: queryKeys.pods(name),
    queryFn: ({ signal }) => unwrap(api.GET("/api/stores/{name}/pods", { params: { path: { name } }, signal })),
    select: (answer) => answer.items,
    refetchInterval: 15_000,
  });
}
