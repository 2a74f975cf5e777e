import type { ChangeMode } from "../api/types.ts";
import { Segments } from "../ui/Segments.tsx";

const WORDS: Record<ChangeMode, { label: string; meaning: string }> = {
  direct: { label: "Commit now", meaning: "The change is committed and rolled out at once." },
  "pull-request": { label: "Pull request", meaning: "Nothing changes until somebody merges it." },
};

interface ChangeModeFieldProps {
  /** How changes can be made here. */
  modes: readonly ChangeMode[];
  value: ChangeMode;
  onChange: (mode: ChangeMode) => void;
}

/** At once, or for somebody to merge; nothing where there is no choice. */
export function ChangeModeField({ modes, value, onChange }: ChangeModeFieldProps) {
  if (modes.length < 2) return null;
  return (
    <div className="flex flex-col gap-1.5">
      <span className="text-sm font-medium">How</span>
      <Segments
        label="How"
        options={modes.map((mode) => ({ value: mode, label: WORDS[mode].label }))}
        value={value}
        onChange={onChange}
      />
      <p className="text-sm text-muted">{WORDS[value].meaning}</p>
    </div>
  );
}
