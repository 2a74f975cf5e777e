import type { StreamState } from "../stream/streamConnection.ts";
import { classNames } from "../ui/classNames.ts";
import { relativeTime } from "../ui/relativeTime.ts";
import { useNow } from "../ui/useNow.ts";

/** Whether what the page shows is live. */
export function LiveIndicator({ state }: { state: StreamState }) {
  const now = useNow(5_000);
  const live = state.phase === "live";
  return (
    <span role="status" className="flex min-w-0 items-center gap-2 text-sm text-muted" data-testid="live-indicator">
      <span
        aria-hidden
        className={classNames("size-2 shrink-0 rounded-full", live ? "bg-good-mark" : "animate-breathe bg-warn-mark")}
      />
      {live && "Live"}
      {state.phase === "connecting" && "Connecting"}
      {state.phase === "reconnecting" &&
        (state.lastSeen === undefined
          ? "Reconnecting"
          : `Reconnecting, last seen ${relativeTime(state.lastSeen, now)}`)}
    </span>
  );
}
