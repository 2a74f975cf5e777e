import { classNames } from "./classNames.ts";

interface LineChartProps {
  label: string;
  /** In order; each has one value per line. */
  points: readonly { readonly label: string; readonly values: readonly number[] }[];
  lines: readonly { readonly key: string; readonly label: string; readonly className: string }[];
  format: (value: number) => string;
}

const STEPS = 4;

/** A few lines over time, with the same figures as a table for those who can't see them. */
export function LineChart({ label, points, lines, format }: LineChartProps) {
  const top = niceTop(Math.max(...points.flatMap(({ values }) => values), 1));
  const x = (index: number) => (points.length === 1 ? 50 : (index / (points.length - 1)) * 100);
  const y = (value: number) => 100 - (value / top) * 100;
  const marks = Array.from({ length: STEPS + 1 }, (_mark, index) => (top * (STEPS - index)) / STEPS);
  return (
    <figure className="flex flex-col gap-3">
      <figcaption className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-muted">
        {lines.map((line) => (
          <span key={line.key} className="inline-flex items-center gap-1.5">
            <span aria-hidden className={classNames("h-0.5 w-4 rounded-full bg-current", line.className)} />
            {line.key}, {line.label}
          </span>
        ))}
      </figcaption>
      <div aria-hidden className="flex gap-2">
        <div className="flex h-44 flex-col justify-between text-right text-xs text-muted tabular-nums">
          {marks.map((mark) => (
            <span key={mark} className="-my-2">
              {format(mark)}
            </span>
          ))}
        </div>
        <div className="min-w-0 flex-1">
          <svg
            aria-hidden="true"
            viewBox="0 0 100 100"
            preserveAspectRatio="none"
            className="h-44 w-full overflow-visible"
          >
            {marks.map((mark) => (
              <line
                key={mark}
                x1="0"
                x2="100"
                y1={y(mark)}
                y2={y(mark)}
                className="stroke-line"
                vectorEffect="non-scaling-stroke"
              />
            ))}
            {lines.map((line, index) => (
              <polyline
                key={line.key}
                points={points.map(({ values }, at) => `${x(at)},${y(values[index] ?? 0)}`).join(" ")}
                fill="none"
                stroke="currentColor"
                strokeWidth={points.length === 1 ? 6 : 2}
                strokeLinecap="round"
                strokeLinejoin="round"
                vectorEffect="non-scaling-stroke"
                className={line.className}
              />
            ))}
          </svg>
          <div className="mt-2 flex justify-between text-xs text-muted">
            <span>{points[0]?.label}</span>
            {points.length > 1 && <span>{points.at(-1)?.label}</span>}
          </div>
        </div>
      </div>
      <table className="sr-only">
        <caption>{label}</caption>
        <thead>
          <tr>
            <th>Day</th>
            {lines.map(({ key }) => (
              <th key={key}>{key}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.label}>
              <th scope="row">{point.label}</th>
              {lines.map(({ key }, index) => (
                <td key={key}>{format(point.values[index] ?? 0)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}

/** The next round figure above. */
function niceTop(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 4, 5, 8, 10].find((factor) => factor * unit >= value) ?? 10) * unit;
}
