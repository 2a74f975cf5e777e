import { useMutation } from "@tanstack/react-query";
import { api, unwrap } from "../api/client.ts";
import type { Commit } from "../api/types.ts";
import { shortId } from "../ui/shortId.ts";
import type { Changed } from "./announcementOf.ts";
import { useAfterChange } from "./useAfterChange.ts";

interface Undo {
  readonly commit: Commit;
  readonly reason?: string;
  /** A store that comes back by it, and whether with the data of its last backup. */
  readonly revived?: { readonly name: string; readonly restore: "latest" | "none" };
  /** Makes sending it again safe. */
  readonly key: string;
}

/** Reverts a commit: in one store's file where its name is given, else everywhere it reached. */
export function useUndo(storeName: string | undefined) {
  const afterChange = useAfterChange();
  return useMutation({
    mutationFn: async ({ commit, reason, revived, key }: Undo): Promise<Changed> => {
      const header = { "idempotency-key": key };
      const why = reason === undefined ? {} : { reason };
      const name = revived?.name ?? storeName;
      if (name === undefined) {
        const params = { header, path: { commit: commit.id } };
        return await unwrap(api.POST("/api/changes/{commit}/revert", { params, body: why }));
      }
      const body = { commit: commit.id, ...why, ...(revived && { restore: revived.restore }) };
      const params = { header, path: { name } };
      return await unwrap(api.POST("/api/stores/{name}/revert", { params, body }));
    },
    onSuccess: (changed, { commit }) => afterChange(changed, { title: `Change ${shortId(commit.id)} is undone` }),
  });
}
