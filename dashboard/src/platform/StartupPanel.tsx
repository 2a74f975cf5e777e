import { Check, Circle, CircleX, LoaderCircle } from "lucide-react";
import type { StartupPart } from "../api/types.ts";
import { Card } from "../ui/Card.tsx";
import { classNames } from "../ui/classNames.ts";
import { ProgressBar } from "../ui/ProgressBar.tsx";
import { duration } from "../ui/relativeTime.ts";
import { startupProgress } from "./startupProgress.ts";

/** The platform coming up, part by part; nothing once it is up. */
export function StartupPanel({ parts }: { parts: readonly StartupPart[] }) {
  const progress = startupProgress(parts);
  if (progress === undefined) return null;
  const failed = progress.failed.length > 0;
  return (
    <Card>
      <section aria-label="Platform start-up" className="p-4">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <h2 className="font-medium">{failed ? "The platform could not start fully" : "The platform is starting"}</h2>
          <span className="text-sm text-muted tabular-nums">
            {progress.done} of {progress.total} parts ready
          </span>
        </div>
        <p className="mt-0.5 text-sm text-muted">
          You can create stores already: each is committed now and deploys as soon as the platform is ready.
        </p>
        <ProgressBar
          className="mt-3"
          label="Platform parts ready"
          value={progress.done}
          total={progress.total}
          tone={failed ? "bad" : "accent"}
        />
        <ul className="mt-3 grid gap-x-6 gap-y-1.5 sm:grid-cols-2 xl:grid-cols-3">
          {parts.map((part) => (
            <PartLine key={part.name} part={part} />
          ))}
        </ul>
      </section>
    </Card>
  );
}

const STATE_ICONS: Record<StartupPart["state"], { Icon: typeof Check; className: string; word: string }> = {
  done: { Icon: Check, className: "text-good", word: "ready" },
  running: { Icon: LoaderCircle, className: "text-accent animate-spin", word: "starting" },
  waiting: { Icon: Circle, className: "text-muted opacity-60", word: "waiting" },
  failed: { Icon: CircleX, className: "text-bad", word: "failed" },
};

function PartLine({ part }: { part: StartupPart }) {
  const { Icon, className, word } = STATE_ICONS[part.state];
  return (
    <li className="flex min-w-0 items-start gap-2 text-sm">
      <Icon aria-hidden className={classNames("mt-0.5 size-4 shrink-0", className)} />
      <span className="min-w-0">
        <span className={part.state === "waiting" ? "text-muted" : undefined}>{part.name}</span>
        <span className="sr-only">, {word}</span>
        {part.seconds !== undefined && <span className="text-muted tabular-nums"> {duration(part.seconds)}</span>}
        {part.detail !== undefined && part.state !== "done" && (
          <span className={classNames("block truncate text-xs", part.state === "failed" ? "text-bad" : "text-muted")}>
            {part.detail}
          </span>
        )}
      </span>
    </li>
  );
}
