import { classNames } from "./classNames.ts";

/** How a figure went; the figure itself stands beside it. */
export function Sparkline({ values, className }: { values: readonly number[]; className?: string }) {
  const highest = Math.max(...values, Number.MIN_VALUE);
  const step = values.length > 1 ? 100 / (values.length - 1) : 100;
  const points = values.length === 1 ? [values[0] ?? 0, values[0] ?? 0] : values;
  const line = points.map((value, index) => `${index * step},${30 - (value / highest) * 26}`).join(" ");
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 100 32"
      preserveAspectRatio="none"
      className={classNames("w-full text-accent-mark", className)}
    >
      <polygon points={`0,32 ${line} 100,32`} fill="currentColor" opacity="0.12" />
      <polyline
        points={line}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        vectorEffect="non-scaling-stroke"
        strokeLinejoin="round"
      />
    </svg>
  );
}
