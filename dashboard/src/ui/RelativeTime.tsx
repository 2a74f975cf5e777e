import { relativeTime } from "./relativeTime.ts";
import { useNow } from "./useNow.ts";

const exact = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "medium" });

/** "2 minutes ago", kept true as time passes; the exact time on hover. */
export function RelativeTime({ at }: { at: string }) {
  const now = useNow(10_000);
  const then = Date.parse(at);
  return (
    <time dateTime={at} title={exact.format(then)}>
      {relativeTime(then, now)}
    </time>
  );
}
