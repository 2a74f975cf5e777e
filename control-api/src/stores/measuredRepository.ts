import type { StoresRepository } from "../git/storesRepository.ts";
import { tracedCommit } from "./tracedCommit.ts";

/** The repository, with the time that each commit took told to `observe`, in seconds, and traced. */
export function measuredRepository(
  repository: StoresRepository,
  observe: (operation: string, outcome: "ok" | "failed", seconds: number) => void,
  log: { info(fields: object, sentence: string): void },
): StoresRepository {
  const traced = tracedCommit((change, signal) => repository.commit(change, signal), log);
  const commit: StoresRepository["commit"] = async (change, signal) => {
    const startedAt = performance.now();
    let outcome: "ok" | "failed" = "failed";
    try {
      const result = await traced(change, signal);
      outcome = "ok";
      return result;
    } finally {
      observe(change.operation, outcome, (performance.now() - startedAt) / 1000);
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
    refresh: (signal, expected) => repository.refresh(signal, expected),
    onSnapshot: (listener) => repository.onSnapshot(listener),
    close: () => repository.close(),
  };
}
