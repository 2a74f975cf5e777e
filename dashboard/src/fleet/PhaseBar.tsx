import { PHASE_NAMES, PHASES, type PhaseTone } from "../stores/phases.ts";
import { classNames } from "../ui/classNames.ts";

const FILL: Record<PhaseTone, string> = {
  good: "bg-good-mark",
  moving: "bg-accent-mark",
  warn: "bg-warn-mark",
  bad: "bg-bad-mark",
  quiet: "bg-control",
};

/** The share of each phase, as one bar. The figures stand beside it. */
export function PhaseBar({ counts, className }: { counts: Readonly<Record<string, number>>; className?: string }) {
  return (
    <div aria-hidden className={classNames("flex h-2.5 gap-0.5 overflow-hidden rounded-full bg-hover", className)}>
      {PHASE_NAMES.filter((phase) => (counts[phase] ?? 0) > 0).map((phase) => (
        <div
          key={phase}
          title={`${phase}: ${counts[phase]}`}
          className={classNames("min-w-1", FILL[PHASES[phase].tone])}
          style={{ flexGrow: counts[phase] }}
        />
      ))}
    </div>
  );
}
