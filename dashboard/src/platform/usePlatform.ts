import { useQuery } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { queryKeys } from "../api/queryKeys.ts";

/** The platform: who is signed in, what is connected, what is still starting. Renewed by the stream. */
export function usePlatform() {
  return useQuery({
    queryKey: queryKeys.platform,
    queryFn: ({ signal }) => unwrap(api.GET("/api/platform", { signal })),
    refetchInterval: 30_000,
  });
}
