import type { StatusPhase } from "../api/types.ts";
import { classNames } from "../ui/classNames.ts";
import { PHASE_NAMES, PHASES } from "./phases.ts";
import { PhaseDot } from "./StatusChip.tsx";

interface PhaseFilterProps {
  /** How many stores are in each phase, of those that match everything else. */
  counts: Readonly<Record<string, number>>;
  /** Phases with commas between; undefined: all. */
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

/** How many stores are how, and the filter by it: any number of phases. */
export function PhaseFilter({ counts, value, onChange }: PhaseFilterProps) {
  const chosen = new Set(value?.split(",") ?? []);
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const shown = PHASE_NAMES.filter((phase) => (counts[phase] ?? 0) > 0 || chosen.has(phase));
  const toggle = (phase: StatusPhase) => {
    const next = PHASE_NAMES.filter((name) => (name === phase ? !chosen.has(name) : chosen.has(name)));
    onChange(next.length === 0 ? undefined : next.join(","));
  };
  return (
    <fieldset className="-mx-4 flex min-w-0 gap-1.5 overflow-x-auto px-4 py-0.5 [scrollbar-width:none] sm:mx-0 sm:flex-wrap sm:px-0">
      <legend className="sr-only">Status</legend>
      <Chip pressed={chosen.size === 0} onClick={() => onChange(undefined)} count={all}>
        All
      </Chip>
      {shown.map((phase) => (
        <Chip
          key={phase}
          pressed={chosen.has(phase)}
          onClick={() => toggle(phase)}
          count={counts[phase] ?? 0}
          title={PHASES[phase].meaning}
        >
          <PhaseDot phase={phase} />
          {phase}
        </Chip>
      ))}
    </fieldset>
  );
}

interface ChipProps {
  pressed: boolean;
  count: number;
  onClick: () => void;
  title?: string;
  children: React.ReactNode;
}

function Chip({ pressed, count, children, ...rest }: ChipProps) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      {...rest}
      className={classNames(
        "inline-flex h-8 shrink-0 items-center gap-1.5 rounded-full border px-3 text-sm font-medium whitespace-nowrap transition-colors",
        pressed
          ? "border-ink bg-surface text-ink"
          : "border-line bg-transparent text-muted hover:bg-hover hover:text-ink",
      )}
    >
      {children} <span className="text-muted tabular-nums">{count.toLocaleString("en")}</span>
    </button>
  );
}
