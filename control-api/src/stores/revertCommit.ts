import type { FileEdit } from "../git/storesRepository.ts";
import { requestOf } from "./changeRequest.ts";
import { requireGone, revivedWith } from "./restoreBackup.ts";
import { storePath } from "./storePath.ts";
import type { ChangeOutcome, Requester, RevivedData } from "./storesApplication.ts";
import type { StoresContext } from "./storesContext.ts";
import { type Submitted, submitChange } from "./submitChange.ts";
import { explainConflict } from "./undoConflict.ts";

/**
 * Undoes a commit by a new one; within one store's file when `name` is given. What it goes back to isn't checked here, so
 * that undo works from every bad state; the Git server's own check has the last word.
 * @throws UnknownCommitError, NothingToCommitError, UndoConflictError, and the errors of `StoresRepository.commit`.
 */
export async function revertCommit(
  context: StoresContext,
  commitId: string,
  name: string | undefined,
  reason: string | undefined,
  by: Requester,
  data?: RevivedData,
): Promise<ChangeOutcome> {
  const { repository, view } = context;
  if (data && name !== undefined) requireGone(context, name);
  const path = name === undefined ? undefined : storePath(name);
  const { commit: reverted } = await repository.diff(commitId, path);
  const change = {
    ...requestOf(by),
    operation: "revert",
    subject: `revert "${reverted.subject}"`,
    body: `This reverts commit ${commitId}.`,
    ...(reason !== undefined && { reason }),
  } as const;

  async function edits(): Promise<readonly FileEdit[]> {
    const plain = await repository.revertEdits(commitId, path);
    if (!data || name === undefined) return plain;
    return await Promise.all(plain.map((edit) => withData(context, name, edit, data)));
  }

  async function undo(): Promise<Submitted> {
    try {
      return await submitChange(context, by, { ...change, edits: await edits() });
    } catch (error) {
      if (by.idempotencyKey === undefined) throw await explainConflict(repository, commitId, error);
      // A retry finds it undone by itself: the key then names the commit, and without one this changes nothing.
      return await submitChange(context, by, { ...change, edits: [] }).catch(async () => {
        throw await explainConflict(repository, commitId, error);
      });
    }
  }

  const submitted = await undo();
  const store = name === undefined ? undefined : view.detail(name);
  return { ...submitted, ...(store && { store }) };
}

/** The edit that brings a store's file back, with what its data shall be. */
async function withData(context: StoresContext, name: string, edit: FileEdit, data: RevivedData): Promise<FileEdit> {
  const text = edit.apply(undefined);
  if (text === undefined) return edit;
  const revived = await revivedWith(context, name, text, data);
  return {
    ...edit,
    apply(current) {
      const after = edit.apply(current);
      return after === undefined ? undefined : revived(after);
    },
  };
}
