import { useQuery } from "@tanstack/react-query";
import { api, unwrap, unwrapWithEtag } from "../api/client.ts";
import { queryKeys } from "../api/queryKeys.ts";
import type { StoreWithEtag } from "../stream/applyStreamEvents.ts";

/** A store with everything about it, and the ETag that a change of it must name. */
export function useStore(name: string, { enabled = true }: { readonly enabled?: boolean } = {}) {
  return useQuery({
    enabled,
    queryKey: queryKeys.store(name),
    queryFn: async ({ signal }): Promise<StoreWithEtag> => {
      const { data, etag } = await unwrapWithEtag(
        api.GET("/api/stores/{name}", { params: { path: { name } }, signal }),
      );
      return { store: data, etag };
    },
    refetchInterval: 60_000,
  });
}

/** What the store is made of, with health. Refetched whenever the stream says that the store changed. */
export function useResources(name: string) {
  return useQuery({
    queryKey: queryKeys.resources(name),
    queryFn: ({ signal }) => unwrap(api.GET("/api/stores/{name}/resources", { params: { path: { name } }, signal })),
    refetchInterval: 30_000,
  });
}
