import { CalendarClock, Info, TriangleAlert } from "lucide-react";
import { useState } from "react";
import type { StoreEvent } from "../api/types.ts";
import { LiveIndicator } from "../platform/LiveIndicator.tsx";
import { Section } from "../ui/Card.tsx";
import { classNames } from "../ui/classNames.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { ProblemNotice } from "../ui/ProblemNotice.tsx";
import { RelativeTime } from "../ui/RelativeTime.tsx";
import { Segments } from "../ui/Segments.tsx";
import { SkeletonRows } from "../ui/Skeleton.tsx";
import { useStoreEvents } from "./useStoreEvents.ts";

const KINDS = [
  { value: "all", label: "All" },
  { value: "Warning", label: "Warnings" },
] as const;

/** What Kubernetes says happened to the store's parts, as it happens. */
export function EventsTab({ storeName }: { storeName: string }) {
  const [kind, setKind] = useState<(typeof KINDS)[number]["value"]>("all");
  const { events, state, failure } = useStoreEvents(storeName);
  const shown = events?.filter(({ type }) => kind === "all" || type === kind);
  return (
    <>
      {failure !== undefined && <ProblemNotice failure={failure} />}
      <Section
        title="Events"
        note={<LiveIndicator state={state} />}
        action={<Segments label="Which events" options={KINDS} value={kind} onChange={setKind} />}
      >
        {shown === undefined && failure === undefined && <SkeletonRows label="Loading the events" />}
        {shown?.length === 0 && (
          <EmptyState icon={<CalendarClock aria-hidden className="size-5" />} title="Nothing happened lately">
            Kubernetes keeps its events for about an hour.
          </EmptyState>
        )}
        {shown !== undefined && shown.length > 0 && (
          <ol aria-label="Events" className="divide-y">
            {shown.map((event) => (
              <EventLine key={event.id} event={event} />
            ))}
          </ol>
        )}
      </Section>
    </>
  );
}

function EventLine({ event }: { event: StoreEvent }) {
  const warning = event.type === "Warning";
  const Icon = warning ? TriangleAlert : Info;
  return (
    <li className="flex items-start gap-3 px-4 py-2.5">
      <Icon aria-hidden className={classNames("mt-0.5 size-4 shrink-0", warning ? "text-warn" : "text-muted")} />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline gap-x-2">
          <span className="font-medium">{event.reason}</span>
          <span className="font-mono text-xs break-all text-muted">
            {event.kind}/{event.object}
          </span>
          {event.count > 1 && <span className="text-xs text-muted tabular-nums">{event.count} times</span>}
        </div>
        <p className={classNames("text-sm break-words", warning ? "text-warn" : "text-muted")}>{event.message}</p>
      </div>
      <span className="shrink-0 text-sm text-muted">
        <RelativeTime at={event.lastAt} />
      </span>
    </li>
  );
}
