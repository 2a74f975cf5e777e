const UNITS: readonly [limit: number, size: number, unit: Intl.RelativeTimeFormatUnit][] = [
  [60, 1, "second"],
  [3_600, 60, "minute"],
  [86_400, 3_600, "hour"],
  [86_400 * 30, 86_400, "day"],
  [86_400 * 365, 86_400 * 30, "month"],
  [Number.POSITIVE_INFINITY, 86_400 * 365, "year"],
];

const format = new Intl.RelativeTimeFormat("en", { numeric: "always" });

/** "2 minutes ago" for two moments in epoch milliseconds; "just now" within ten seconds, whichever clock is ahead. */
export function relativeTime(then: number, now: number): string {
  const seconds = Math.round((then - now) / 1_000);
  if (Math.abs(seconds) < 10) return "just now";
  const [, size, unit] = UNITS.find(([limit]) => Math.abs(seconds) < limit) ?? [0, 1, "second" as const];
  return format.format(Math.trunc(seconds / size), unit);
}

/** "4:05" for a number of seconds that is running down or up. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** "12 s", "3 min 20 s": how long something took, in seconds. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 100) return `${Math.round(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60
    ? `${minutes} min ${Math.round(seconds % 60)} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
