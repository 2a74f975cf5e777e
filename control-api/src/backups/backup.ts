/** A backup of a store as the repository's list of snapshots tells it. */
import { z } from "zod";

export const backupReasons = ["scheduled", "requested", "before-upgrade", "before-deletion"] as const;

export interface Backup {
  /** restic's id of the snapshot. */
  readonly id: string;
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly reason: (typeof backupReasons)[number];
  /** Who owned the store then. */
  readonly owner: string;
  readonly engine: string;
  /** Version of the chart that ran. */
  readonly chartVersion: string;
  /** Of what it holds, before it was packed; undefined where that wasn't noted. */
  readonly sizeBytes?: number;
}

const snapshots = z.array(
  z.object({
    id: z.string().regex(/^[0-9a-f]{64}$/),
    time: z.string(),
    hostname: z.string().default(""),
    tags: z.array(z.string()).nullish(),
  }),
);

/** Reads what `restic snapshots --json` prints; the newest first. Snapshots of other hosts, or without our tags, are none of ours. */
export function readBackups(json: string, store: string): Backup[] {
  return snapshots
    .parse(JSON.parse(json) ?? [])
    .flatMap(({ id, time, hostname, tags }) => {
      const told = new Map((tags ?? []).map((tag) => tag.split(/=(.*)/s, 2) as [string, string | undefined]));
      const reason = backupReasons.find((known) => known === told.get("reason"));
      // restic takes a comma for the end of a tag.
      const owner = told.get("owner")?.replaceAll("%2C", ",");
      const [engine, chartVersion] = [told.get("engine"), told.get("chart-version")];
      const at = new Date(time);
      if (hostname !== store || !reason || !owner || !engine || !chartVersion || Number.isNaN(at.getTime())) return [];
      const bytes = told.get("bytes") ?? "";
      const sizeBytes = /^\d{1,15}$/.test(bytes) ? Number(bytes) : undefined;
      return [
        {
          id,
          time: at.toISOString(),
          reason,
          owner,
          engine,
          chartVersion,
          ...(sizeBytes !== undefined && { sizeBytes }),
        },
      ];
    })
    .sort((a, b) => b.time.localeCompare(a.time));
}
