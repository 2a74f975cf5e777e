import { CircleAlert, CircleCheck, CircleDashed, CirclePause, CircleX, Dot, LoaderCircle } from "lucide-react";
import { classNames } from "../ui/classNames.ts";

const HEALTH: Record<string, { Icon: typeof CircleCheck; className: string }> = {
  Healthy: { Icon: CircleCheck, className: "text-good" },
  Progressing: { Icon: LoaderCircle, className: "text-accent animate-spin" },
  Degraded: { Icon: CircleX, className: "text-bad" },
  Missing: { Icon: CircleDashed, className: "text-warn" },
  Suspended: { Icon: CirclePause, className: "text-muted" },
  Unknown: { Icon: CircleAlert, className: "text-muted" },
};

/** A resource's health at a glance; a dot for what has none of its own. Its word stands beside it. */
export function HealthIcon({ health, className }: { health: string | undefined; className?: string }) {
  const { Icon, className: tone } =
    health === undefined
      ? { Icon: Dot, className: "text-muted" }
      : (HEALTH[health] ?? { Icon: CircleAlert, className: "text-muted" });
  return <Icon aria-hidden className={classNames("size-4 shrink-0", tone, className)} />;
}
