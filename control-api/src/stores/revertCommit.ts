import { requestOf } from "./changeRequest.ts";
import { storePath } from "./storePath.ts";
import type { ChangeOutcome, Requester } from "./storesApplication.ts";
import type { StoresContext } from "./storesContext.ts";

/**
 * Undoes a commit by a new one; within one store's file when `name` is given. What it goes back to isn't checked here, so
 * that undo works from every bad state; the Git server's own check has the last word.
 */
export async function revertCommit(
  { repository, view }: StoresContext,
  commitId: string,
  name: string | undefined,
  reason: string | undefined,
  by: Requester,
): Promise<ChangeOutcome> {
  const path = name === undefined ? undefined : storePath(name);
  const { commit: reverted } = await repository.diff(commitId, path);
  const { commit } = await repository.commit({
    ...requestOf(by),
    operation: "revert",
    subject: `revert "${reverted.subject}"`,
    body: `This reverts commit ${commitId}.`,
    ...(reason !== undefined && { reason }),
    edits: await repository.revertEdits(commitId, path),
  });
  const store = name === undefined ? undefined : view.detail(name);
  return { commit, ...(store && { store }) };
}
