import { useMutation } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import type { ChangeMode } from "../api/types.ts";
import { useAfterChange } from "../changes/useAfterChange.ts";

/** A merge patch of a store; `values` is itself a merge patch of the engine's values. */
export interface StorePatch {
  readonly displayName?: string;
  readonly suspended?: boolean;
  readonly values?: Record<string, unknown>;
  readonly reason?: string;
  /** At once, or by a pull request; left out: as is usual here. */
  readonly mode?: ChangeMode;
}

/** Changes a store, unless somebody else did since `etag` was read. */
export function useUpdateStore(name: string) {
  const afterChange = useAfterChange();
  return useMutation({
    mutationFn: ({ patch, etag }: { patch: StorePatch; etag: string | undefined; done: string }) =>
      unwrap(
        api.PATCH("/api/stores/{name}", {
          params: { path: { name } },
          body: { ...patch },
          headers: {
            "Content-Type": "application/merge-patch+json",
            ...(etag === undefined ? {} : { "If-Match": etag }),
          },
        }),
      ),
    onSuccess: (changed, { done }) => afterChange(changed, { title: done }),
  });
}
