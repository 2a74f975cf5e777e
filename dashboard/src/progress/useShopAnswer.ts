import { useQuery } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { queryKeys } from "../api/queryKeys.ts";

/** Milliseconds between two questions while the shop doesn't answer yet. */
const PACE_MS = 1_500;

/** Whether the shop answers at its address; asked again until it does. */
export function useShopAnswer(name: string, wanted: boolean) {
  return useQuery({
    queryKey: queryKeys.shop(name),
    queryFn: ({ signal }) => unwrap(api.GET("/api/stores/{name}/shop", { params: { path: { name } }, signal })),
    enabled: wanted,
    staleTime: 5_000,
    refetchInterval: (query) => (query.state.data?.answers === true ? false : PACE_MS),
  });
}
