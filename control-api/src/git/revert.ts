import { NothingToCommitError, RevertConflictError } from "./errors.ts";
import type { FileChange } from "./rawDiff.ts";
import type { FileEdit } from "./storesRepository.ts";
import { type MergeText, mergeLines } from "./threeWayMerge.ts";

export interface RevertSource {
  /** What the commit changed. */
  readonly changes: readonly FileChange[];
  /** Id of a file's content at the tip; undefined when there is none. */
  readonly currentBlob: (path: string) => Promise<string | undefined>;
  readonly readText: (blobId: string) => Promise<string>;
  /** Tried when the changes meet in neighbouring lines. */
  readonly mergeText?: MergeText | undefined;
}

/**
 * Edits that undo what a commit changed. A file that is still as the commit left it gets its old content back, byte for byte; one
 * that was changed since keeps the later changes, where both can be had.
 * @throws RevertConflictError, NothingToCommitError (it is undone already)
 */
export async function revertChanges(source: RevertSource): Promise<readonly FileEdit[]> {
  const edits = await Promise.all(source.changes.map((change) => revertFile(change, source)));
  const wanted = edits.filter((edit) => edit !== undefined);
  if (wanted.length === 0) throw new NothingToCommitError("this change is undone already, or changed no file here");
  return wanted;
}

async function revertFile({ path, before, after }: FileChange, source: RevertSource): Promise<FileEdit | undefined> {
  const current = await source.currentBlob(path);
  if (current === before) return undefined;
  const old = before === undefined ? undefined : await source.readText(before);
  if (current === after) {
    return {
      path,
      precondition: after === undefined ? { kind: "absent" } : { kind: "blob", blobId: after },
      apply: () => old,
    };
  }
  if (after === undefined) {
    throw new RevertConflictError(path, "it was added again after this commit removed it; edit or delete it instead");
  }
  if (old === undefined) {
    throw new RevertConflictError(
      path,
      "it was changed after this commit added it; undo the later changes first, or delete it",
    );
  }
  if (current === undefined) {
    throw new RevertConflictError(path, "it was deleted after this commit; undo the deletion first");
  }
  const changed = await source.readText(after);
  return {
    path,
    precondition: { kind: "present" },
    apply: (text = "") => merged(path, changed, text, old, source.mergeText),
  };
}

/** Goes from `changed` back to `old`, keeping what was done to it since. */
function merged(
  path: string,
  changed: string,
  current: string,
  old: string,
  mergeText: MergeText = () => undefined,
): string {
  const text = mergeLines(changed, current, old) ?? mergeText(changed, current, old);
  if (text === undefined) {
    throw new RevertConflictError(path, "later commits changed the same settings; undo those first, or edit the file");
  }
  return text;
}
