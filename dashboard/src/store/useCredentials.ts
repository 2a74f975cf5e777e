import { useQuery } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { queryKeys } from "../api/queryKeys.ts";

/** The store's sign-in, fetched only when somebody wants to see it and forgotten as soon as it is hidden. */
export function useCredentials(name: string, wanted: boolean) {
  return useQuery({
    queryKey: queryKeys.credentials(name),
    queryFn: ({ signal }) => unwrap(api.GET("/api/stores/{name}/credentials", { params: { path: { name } }, signal })),
    enabled: wanted,
    gcTime: 0,
    staleTime: 0,
    retry: false,
  });
}
