import { useQuery } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import { queryKeys } from "../api/queryKeys.ts";

/** What a commit changed: in one store's file where its name is given, else everywhere. Commits don't change. */
export function useCommitDiff(commitId: string, storeName: string | undefined, enabled: boolean) {
  return useQuery({
    queryKey: queryKeys.diff(commitId, storeName),
    queryFn: ({ signal }) =>
      storeName === undefined
        ? unwrap(api.GET("/api/changes/{commit}", { params: { path: { commit: commitId } }, signal }))
        : unwrap(
            api.GET("/api/stores/{name}/history/{commit}", {
              params: { path: { name: storeName, commit: commitId } },
              signal,
            }),
          ),
    enabled,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
