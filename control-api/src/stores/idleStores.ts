/** Which stores nobody visits, and what becomes of them. Pure. When in doubt a store counts as visited. */
import type { TrafficNote } from "../db/trafficNotes.ts";
import type { Commit } from "../git/storesRepository.ts";
import { platformActor } from "./platformActor.ts";
import type { StatusPhase } from "./store.ts";

export const day = 86_400_000;
/** A longer pause between two readings hides whatever went on meanwhile, in ms: watching begins anew. */
const longestPause = 6 * 3_600_000;
/** Stores suspended or deleted by one run, each: a fault in the source must not reach many before somebody sees it. */
const mostPerRun = 3;

export interface IdleRules {
  /** 0: never. */
  readonly suspendDays: number;
  /** After the platform suspended it; 0: never. */
  readonly deleteDays: number;
  /** Up to which a day counts as one without visits. */
  readonly requestsPerDay: number;
}

/** The note after the counter was read as `counter` at `now`; `before` is the note of the last reading. */
export function noteOf(
  store: string,
  counter: number,
  now: number,
  before: TrafficNote | undefined,
  requestsPerDay: number,
): TrafficNote {
  const today = Math.floor(now / day);
  if (!before || now - before.readAt > longestPause || now < before.readAt)
    return { store, counter, readAt: now, watchedSince: now, day: today, requests: 0 };
  // A counter that fell was started anew.
  const more = counter >= before.counter ? counter - before.counter : counter;
  const requests = (before.day === today ? before.requests : 0) + more;
  const visitedAt = requests > requestsPerDay && more > 0 ? now : before.visitedAt;
  return {
    store,
    counter,
    readAt: now,
    watchedSince: before.watchedSince,
    day: today,
    requests,
    ...(visitedAt !== undefined && { visitedAt }),
  };
}

/** What is looked at of a store. */
export interface IdleCandidate {
  readonly name: string;
  readonly phase: StatusPhase;
  readonly suspended: boolean;
  readonly createdAt?: string;
  readonly lastCommit?: Commit;
  readonly note: TrafficNote;
}

export interface IdleDecision {
  readonly name: string;
  readonly what: "suspend" | "delete";
  /** Epoch milliseconds since when nobody came. */
  readonly since: number;
}

/** Longest idle first, and only a few. */
export function decideIdle(candidates: readonly IdleCandidate[], rules: IdleRules, now: number): IdleDecision[] {
  const decided = candidates.flatMap((candidate): IdleDecision[] => {
    const { name } = candidate;
    const since = idleSince(candidate);
    const idleFor = (days: number) => days > 0 && now - since >= days * day;
    const running = candidate.phase === "Ready" || candidate.phase === "Degraded";
    if (!candidate.suspended && running && idleFor(rules.suspendDays)) return [{ name, what: "suspend", since }];
    // What its owner suspended is kept on purpose.
    if (candidate.suspended && isByPlatform(candidate.lastCommit) && idleFor(rules.deleteDays))
      return [{ name, what: "delete", since }];
    return [];
  });
  const first = (what: IdleDecision["what"]) =>
    decided
      .filter((decision) => decision.what === what)
      .sort((a, b) => a.since - b.since)
      .slice(0, mostPerRun);
  return [...first("suspend"), ...first("delete")];
}

/** A store that was made, changed or resumed is wanted, visits or not; and what wasn't watched isn't known. */
function idleSince({ createdAt, lastCommit, note }: IdleCandidate): number {
  return Math.max(
    note.watchedSince,
    note.visitedAt ?? 0,
    createdAt === undefined ? note.readAt : Date.parse(createdAt),
    lastCommit ? Date.parse(lastCommit.committedAt) : note.readAt,
  );
}

function isByPlatform(commit: Commit | undefined): boolean {
  return commit?.verified === true && commit.actor === platformActor;
}
