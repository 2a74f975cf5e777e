/**
 * What the process remembers of a store between two looks at it, and what it makes of one it sees for the first time: after a
 * restart, and in another replica, that is derived from Git and from what Argo CD has written into the Application.
 */
import type { Application } from "../argo/application.ts";
import type { StatusMemory } from "./status.ts";
import type { StatusPhase } from "./store.ts";

export interface StoreMemory {
  /** The Application all this is about: another one starts anew. */
  uid?: string;
  everReady: boolean;
  createdHere: boolean;
  settledCommit?: string;
  desired?: DesiredCommit;
  lastKnownPhase?: StatusPhase;
  /** Epoch milliseconds. */
  readyAt?: number;
}

export interface DesiredCommit {
  readonly commit: string;
  /** Epoch milliseconds since when it is the wanted one, as far as is known. */
  readonly since: number;
  /** When it was made, in epoch milliseconds, where that may have been long before it was pushed: `since` is a guess then. */
  readonly madeAt?: number;
}

export function newMemory(): StoreMemory {
  return { everReady: false, createdHere: false };
}

/** Between Argo CD's last write of a sync and the look that finds the new health, in ms; generous, for a busy machine. */
const slack = 30_000;

/**
 * Follows the Application, in milliseconds. `reaches` says whether a revision is the wanted commit or came after it; false where
 * that isn't known yet.
 */
export function follow(
  memory: StoreMemory,
  application: Application | undefined,
  { timeout, reaches }: { timeout: number; reaches: (revision: string) => boolean },
): void {
  if (!application) return;
  if (memory.uid !== application.uid) {
    const unseen = memory.uid === undefined && !memory.createdHere;
    memory.uid = application.uid;
    memory.everReady = false;
    delete memory.settledCommit;
    delete memory.readyAt;
    if (unseen) infer(memory, application, timeout);
  }
  const { desired } = memory;
  if (desired?.madeAt === undefined) return;
  const takenUp = takenUpAt(application, reaches);
  if (takenUp !== undefined)
    memory.desired = { commit: desired.commit, since: Math.max(desired.madeAt, Math.min(desired.since, takenUp)) };
}

/** When Argo CD first worked on the wanted commit: it was on the branch by then. */
function takenUpAt(
  { deployments, operation }: Application,
  reaches: (revision: string) => boolean,
): number | undefined {
  const deployed = deployments.find(({ revision }) => reaches(revision))?.at;
  if (deployed !== undefined) return deployed;
  const startedAt = Date.parse(operation?.startedAt ?? "");
  return operation?.revision !== undefined && reaches(operation.revision) && !Number.isNaN(startedAt)
    ? startedAt
    : undefined;
}

/**
 * Was it ready once, and at the wanted commit? Argo CD keeps when each sync ended and since when the health is what it is, not
 * what it was before. A health that still is what the last sync began was never good since. One that changed later was, except
 * that parts give up starting by then: as long as a commit may take to get ready, "not ready yet" is the safer word, because it
 * turns into Failed and not into a Degraded that nobody looks at.
 */
function infer(memory: StoreMemory, { deployments, health }: Application, timeout: number): void {
  const last = deployments.at(-1);
  if (!last) return;
  if (health.status === "Healthy") {
    memory.everReady = true;
    if (health.since !== undefined) memory.readyAt = health.since;
    return;
  }
  const lasted = health.since === undefined ? 0 : health.since - last.at;
  const settled = lasted > (health.status === "Progressing" ? slack : timeout);
  // Whether an earlier deployment ever got ready isn't kept anywhere; it is taken for a change of something that ran.
  memory.everReady = settled || deployments.length > 1;
  const { desired } = memory;
  if (settled && desired && (last.revision === desired.commit || last.at > (desired.madeAt ?? desired.since)))
    memory.settledCommit = desired.commit;
}

/** Remembers the phase that was found. */
export function remember(memory: StoreMemory, phase: StatusPhase, commit: string | undefined, now: number): void {
  if (phase === "Unknown") return;
  memory.lastKnownPhase = phase;
  if (phase !== "Ready" && phase !== "Suspended") return;
  if (commit !== undefined) memory.settledCommit = commit;
  memory.everReady = true;
  if (phase === "Ready") memory.readyAt ??= now;
}

export function statusMemory(memory: StoreMemory, now: number): StatusMemory {
  return {
    everReady: memory.everReady,
    createdHere: memory.createdHere,
    desiredSince: memory.desired?.since ?? now,
    ...(memory.settledCommit !== undefined && { settledCommit: memory.settledCommit }),
    ...(memory.lastKnownPhase !== undefined && { lastKnownPhase: memory.lastKnownPhase }),
  };
}
