/** What the process remembers of a store between two looks at it, and what it makes of one it sees for the first time. */
import type { Application } from "../argo/application.ts";
import type { StatusMemory } from "./status.ts";
import type { StatusPhase } from "./store.ts";

export interface StoreMemory {
  /** The Application all this is about: another one starts anew. */
  uid?: string;
  everReady: boolean;
  createdHere: boolean;
  settledCommit?: string;
  desired?: { readonly commit: string; readonly since: number };
  lastKnownPhase?: StatusPhase;
  /** Epoch milliseconds. */
  readyAt?: number;
}

export function newMemory(): StoreMemory {
  return { everReady: false, createdHere: false };
}

/**
 * Follows the wanted commit and the Application. `since` is when the commit was first seen here; after a start that is when
 * it was made. A store whose last deployment is older than `timeout` counts as having been ready: what is wrong now
 * happened later.
 */
export function follow(
  memory: StoreMemory,
  desired: { commit: string; since: number } | undefined,
  application: Application | undefined,
  times: { now: number; timeout: number },
): void {
  if (application && memory.uid !== application.uid) {
    const firstLook = memory.uid === undefined;
    memory.uid = application.uid;
    memory.everReady = false;
    delete memory.settledCommit;
    delete memory.readyAt;
    const last = application.deployments.at(-1);
    if (firstLook && last && times.now - last.at > times.timeout) {
      memory.everReady = true;
      if (desired && (last.revision === desired.commit || last.at > desired.since))
        memory.settledCommit = desired.commit;
    } else if (firstLook && application.deployments.length > 1) memory.everReady = true;
  }
  if (desired && memory.desired?.commit !== desired.commit) memory.desired = desired;
}

/** Remembers the phase that was found. Returns true when the store became ready for the first time. */
export function remember(memory: StoreMemory, phase: StatusPhase, commit: string | undefined, now: number): boolean {
  if (phase === "Unknown") return false;
  memory.lastKnownPhase = phase;
  if (phase !== "Ready" && phase !== "Suspended") return false;
  if (commit !== undefined) memory.settledCommit = commit;
  const first = !memory.everReady && memory.readyAt === undefined && phase === "Ready";
  memory.everReady = true;
  if (phase === "Ready") memory.readyAt ??= now;
  return first;
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
