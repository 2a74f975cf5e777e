import { classNames } from "./classNames.ts";

const TONES = { accent: "bg-accent-mark", good: "bg-good-mark", bad: "bg-bad-mark", warn: "bg-warn-mark" };

interface ProgressBarProps {
  label: string;
  value: number;
  total: number;
  tone?: keyof typeof TONES;
  className?: string;
}

export function ProgressBar({ label, value, total, tone = "accent", className }: ProgressBarProps) {
  const share = total === 0 ? 0 : Math.min(1, value / total);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={0}
      aria-valuemax={total}
      className={classNames("h-1.5 overflow-hidden rounded-full bg-hover", className)}
    >
      <div
        className={classNames("h-full rounded-full transition-[width] duration-500 ease-out", TONES[tone])}
        style={{ width: `${share * 100}%` }}
      />
    </div>
  );
}
