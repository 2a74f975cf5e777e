import type { Commit, CommitDiff } from "../api/types.ts";

/** What undoing a commit will do, in a sentence or two; `grave` when a store goes away by it. */
export interface UndoOutcome {
  readonly text: string;
  readonly grave: boolean;
  /** The one store that comes back by it. */
  readonly revives?: string;
}

/** Foretells what undoing does, from what the commit did to its files. */
export function undoOutcome(commit: Commit, files: CommitDiff["files"]): UndoOutcome {
  const others = files.filter((file) => !file.path.startsWith("stores/"));
  if (others.length > 0) {
    return {
      text: "This commit changed more than stores: released charts or the repository's own files, which are not undone from here. Revert it with Git if you must.",
      grave: false,
    };
  }
  const created = files.filter((file) => file.before === undefined && file.after !== undefined).length;
  const removed = files.filter((file) => file.before !== undefined && file.after === undefined);
  const deleted = removed.length;
  const revived = files.length === 1 && deleted === 1 ? storeNameOf(removed[0]?.path ?? "") : undefined;
  if (files.length === 0)
    return { text: "This commit changed no file, so there is nothing to take back.", grave: false };
  if (created > 0) {
    return {
      text:
        created === 1
          ? "This change created the store. Undoing it removes the store's file: the store and all its data are deleted once the grace period is over."
          : `This change created ${created} stores. Undoing it removes their files: the stores and all their data are deleted once the grace period is over.`,
      grave: true,
    };
  }
  if (deleted > 0) {
    return {
      text:
        deleted === 1
          ? "The store's file comes back. If the store still runs, it stays as it is; if it is already gone, it is built anew, with empty data unless a backup is restored."
          : `${deleted} stores' files come back. Those that still run stay as they are; those already gone are built anew and start with empty data.`,
      grave: false,
      ...(revived === undefined ? {} : { revives: revived }),
    };
  }
  const what =
    commit.operation === "revert" ? "what was undone comes back" : "the lines below go back to what they were";
  return {
    text: `A new commit is made in which ${what}, and it is rolled out at once. Later changes to other lines stay.`,
    grave: false,
  };
}

function storeNameOf(path: string): string | undefined {
  return /([^/]+)\.yaml$/.exec(path)?.[1];
}
