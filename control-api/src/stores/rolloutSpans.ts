import type { Commit } from "../git/storesRepository.ts";
import { contextOf, recordSpan, traceIdOf } from "../observability/spans.ts";
import type { Milestones } from "./rolloutTimes.ts";
import type { Store } from "./store.ts";

/**
 * Adds a rollout to the trace that its commit carries; a commit that people pushed begins one of its own.
 * Returns the trace's id; undefined when nothing is recorded.
 */
export function recordRollout(store: Store, commit: Commit, times: Milestones): string | undefined {
  const { from, appeared, synced, healthy, ready } = times;
  const rollout = recordSpan(
    "roll out",
    { from, to: ready },
    {
      "storeplane.store": store.name,
      "storeplane.engine": store.engine,
      "storeplane.chart_version": store.chartVersion,
      "storeplane.commit": commit.id,
      ...(commit.operation !== undefined && { "storeplane.operation": commit.operation }),
    },
    contextOf(commit.trace),
  );
  const steps = [
    ["Application appears", appeared],
    ["synced", synced],
    ["healthy", healthy],
    ["Ready", ready],
  ] as const;
  let begun = from;
  for (const [name, at] of steps) {
    if (at === undefined) continue;
    const ended = Math.max(begun, at);
    recordSpan(name, { from: begun, to: ended }, {}, rollout);
    begun = ended;
  }
  return traceIdOf(rollout);
}
