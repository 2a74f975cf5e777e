import type { Backup } from "../api/types.ts";

const exact = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });

/** "Nov 26, 2026, 3:12 AM": a backup by its time. */
export function timeOf(time: string): string {
  return exact.format(Date.parse(time));
}

export const reasonWords: Record<Backup["reason"], string> = {
  scheduled: "Scheduled",
  requested: "On request",
  "before-upgrade": "Before an upgrade",
  "before-deletion": "Before a deletion",
};
