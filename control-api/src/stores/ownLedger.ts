import type { Creation, CreationLedger } from "../db/creationLedger.ts";

interface Entry extends Creation {
  /** Epoch milliseconds. */
  readonly at: number;
  commit?: string;
}

const hour = 3_600_000;

/** The ledger of this process alone, in memory: it refuses what is too much already here, and serves while PostgreSQL is down. */
export function ownLedger(): CreationLedger {
  let entries: Entry[] = [];
  return {
    async enter(creation, judge) {
      const now = Date.now();
      entries = entries.filter((entry) => now - entry.at < hour);
      const recent = entries
        .filter(({ owner, address }) => owner === creation.owner || address === creation.address)
        .map(({ at, id: _id, ...entry }) => ({ ...entry, age: (now - at) / 1000 }))
        .reverse();
      // Entered before it is judged, since others come in while that waits.
      const entry = { ...creation, at: now };
      entries.push(entry);
      try {
        return await judge(recent);
      } catch (error) {
        entries = entries.filter((other) => other !== entry);
        throw error;
      }
    },
    async settle(id, commit) {
      if (entries.some((entry) => entry.commit === commit)) entries = entries.filter((entry) => entry.id !== id);
      for (const entry of entries) if (entry.id === id) entry.commit = commit;
    },
    async remove(id) {
      entries = entries.filter((entry) => entry.id !== id);
    },
  };
}
