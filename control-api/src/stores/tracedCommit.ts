import type { StoresRepository } from "../git/storesRepository.ts";
import { currentTraceparent, withSpan } from "../observability/spans.ts";

type Commit = StoresRepository["commit"];

/** `commit` as a span of its request, whose `traceparent` goes with the commit, and as a line in the log. */
export function tracedCommit(commit: Commit, log: { info(fields: object, sentence: string): void }): Commit {
  return (change, signal) =>
    withSpan("commit", { "storeplane.operation": change.operation }, async () => {
      const startedAt = performance.now();
      const trace = currentTraceparent();
      const result = await commit({ ...change, ...(trace !== undefined && { trace }) }, signal);
      const { replayed } = result;
      const ms = Math.round(performance.now() - startedAt);
      log.info({ operation: change.operation, commit: result.commit.id, replayed, ms }, "A change was committed");
      return result;
    });
}
