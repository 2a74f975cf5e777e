import type { StatusPhase } from "../api/types.ts";
import { classNames } from "../ui/classNames.ts";
import { PHASES, type PhaseTone } from "./phases.ts";

const BOX: Record<PhaseTone, string> = {
  good: "bg-good-soft text-good",
  moving: "bg-accent-soft text-accent",
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
  quiet: "bg-hover text-muted",
};

const DOT: Record<PhaseTone, string> = {
  good: "bg-good-mark",
  moving: "bg-accent-mark animate-breathe",
  warn: "bg-warn-mark",
  bad: "bg-bad-mark",
  quiet: "bg-control",
};

/** The coloured dot of a phase. */
export function PhaseDot({ phase }: { phase: StatusPhase }) {
  return <span aria-hidden className={classNames("size-1.5 shrink-0 rounded-full", DOT[PHASES[phase].tone])} />;
}

/** A store's phase; its text is the phase and nothing else. */
export function StatusChip({ phase }: { phase: StatusPhase }) {
  return (
    <span
      data-testid="store-status"
      title={PHASES[phase].meaning}
      className={classNames(
        "inline-flex h-6 items-center gap-1.5 rounded-full px-2.5 text-xs font-medium whitespace-nowrap",
        BOX[PHASES[phase].tone],
      )}
    >
      <PhaseDot phase={phase} />
      {phase}
    </span>
  );
}
