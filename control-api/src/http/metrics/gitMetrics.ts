import { Counter, Histogram, type Registry } from "prom-client";
import type { GitObserver } from "../../git/gitObserver.ts";
import { gauge, secondsSince } from "./gauge.ts";

export interface GitSources {
  /** Epoch milliseconds of the last fetch that succeeded. */
  readonly fetchedAt: () => number | undefined;
}

/** How a change ended: committed, refused for good by us or the Git server, or not possible just now. */
export type CommitOutcome = "ok" | "refused" | "failed";

export interface GitMetrics extends GitObserver {
  beginCommit(): void;
  observeCommit(operation: string, outcome: CommitOutcome, seconds: number): void;
}

const seconds = [0.01, 0.02, 0.04, 0.06, 0.08, 0.12, 0.25, 0.5, 1, 5, 30];

export function gitMetrics(registry: Registry, sources: GitSources): GitMetrics {
  const registers = [registry];
  let underWay = 0;
  const commits = new Histogram({
    name: "storeplane_commit_seconds",
    help: "Time from a change's request until its commit is on the remote",
    labelNames: ["operation", "outcome"],
    buckets: seconds,
    registers,
  });
  const pushes = new Histogram({
    name: "storeplane_git_push_seconds",
    help: "Time of one push, by what became of it: stale means that somebody else was quicker",
    labelNames: ["outcome"],
    buckets: seconds,
    registers,
  });
  const sizes = new Histogram({
    name: "storeplane_git_push_commits",
    help: "Commits that shared a push",
    buckets: [1, 2, 4, 8, 16, 32, 64],
    registers,
  });
  const retries = new Counter({
    name: "storeplane_git_push_retries_total",
    help: "Pushes made again: after a conflict with somebody else's push, or since no answer came",
    labelNames: ["reason"],
    registers,
  });
  for (const reason of ["conflict", "no-answer"]) retries.inc({ reason }, 0);
  const fetches = new Histogram({
    name: "storeplane_git_fetch_seconds",
    help: "Time to fetch what is new on the remote, by whether it worked",
    labelNames: ["outcome"],
    buckets: seconds,
    registers,
  });
  const questions = new Histogram({
    name: "storeplane_git_ask_seconds",
    help: "Time to ask the remote where the branch is, by whether it worked",
    labelNames: ["outcome"],
    buckets: seconds,
    registers,
  });
  gauge(
    registry,
    "storeplane_commit_queue",
    "Changes that wait for their commit to be on the remote, those being pushed included",
    () => underWay,
  );
  gauge(
    registry,
    "storeplane_git_fetch_age_seconds",
    "Time since it was last known where the branch is; -1 when it never was",
    () => secondsSince(sources.fetchedAt()),
  );
  return {
    beginCommit() {
      underWay += 1;
    },
    observeCommit(operation, outcome, took) {
      underWay -= 1;
      commits.observe({ operation, outcome }, took);
    },
    pushed(outcome, took, count, again) {
      pushes.observe({ outcome }, took);
      sizes.observe(count);
      if (again) retries.inc({ reason: "no-answer" });
      if (outcome === "stale") retries.inc({ reason: "conflict" });
    },
    asked(what, succeeded, took) {
      (what === "fetch" ? fetches : questions).observe({ outcome: succeeded ? "ok" : "failed" }, took);
    },
  };
}
