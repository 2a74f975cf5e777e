import { GitUnavailableError } from "../git/errors.ts";
import type { StoresRepository } from "../git/storesRepository.ts";
import { tracedCommit } from "./tracedCommit.ts";

export interface CommitObserver {
  beginCommit(): void;
  /** Refused: the change's own fault, or the Git server's rules. Failed: not possible just now. */
  observeCommit(operation: string, outcome: "ok" | "refused" | "failed", seconds: number): void;
  /** The commit is on the remote, made by this process. */
  committed(commitId: string): void;
}

/** The repository, with each commit told to `observe`, and traced. */
export function measuredRepository(
  repository: StoresRepository,
  observe: CommitObserver,
  log: { info(fields: object, sentence: string): void },
): StoresRepository {
  const traced = tracedCommit((change, signal) => repository.commit(change, signal), log);
  const commit: StoresRepository["commit"] = async (change, signal) => {
    const startedAt = performance.now();
    let outcome: "ok" | "refused" | "failed" = "ok";
    observe.beginCommit();
    try {
      const result = await traced(change, signal);
      observe.committed(result.commit.id);
      return result;
    } catch (error) {
      outcome = error instanceof GitUnavailableError ? "failed" : "refused";
      throw error;
    } finally {
      observe.observeCommit(change.operation, outcome, (performance.now() - startedAt) / 1000);
    }
  };
  return {
    commit,
    snapshot: () => repository.snapshot(),
    revertEdits: (commitId, path) => repository.revertEdits(commitId, path),
    history: (options) => repository.history(options),
    diff: (commitId, path) => repository.diff(commitId, path),
    readFile: (path) => repository.readFile(path),
    readFileAt: (commitId, path) => repository.readFileAt(commitId, path),
    readFolder: (path) => repository.readFolder(path),
    isAncestor: (ancestor, descendant) => repository.isAncestor(ancestor, descendant),
    knownAncestor: (ancestor, descendant) => repository.knownAncestor(ancestor, descendant),
    refresh: (signal, expected) => repository.refresh(signal, expected),
    onSnapshot: (listener) => repository.onSnapshot(listener),
    close: () => repository.close(),
  };
}
