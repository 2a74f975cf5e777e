/** What a store's file asks for, and what is there of it. */
import type { Backup, StoreDetail } from "../api/types.ts";

/** How long a backup that was asked for is waited for before nobody speaks of it any more, in ms. */
const patience = 30 * 60_000;

/** Whether a backup was asked for of late that none of these can be. */
export function awaitedBackup(store: StoreDetail, backups: readonly Backup[], now = Date.now()): boolean {
  const at = requestedAt(store);
  if (at === undefined || now - at > patience) return false;
  return !backups.some(({ time, reason }) => reason !== "scheduled" && Date.parse(time) >= at);
}

function requestedAt({ values }: StoreDetail): number | undefined {
  const at = Date.parse(String(member(member(member(values, "backups"), "request"), "at")));
  return Number.isNaN(at) ? undefined : at;
}

function member(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
