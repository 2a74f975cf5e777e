/** One promise and what was measured of it. */
export interface Figure {
  readonly name: string;
  /** Empty: a count. */
  readonly unit: "ms" | "s" | "KB" | "MB" | "/s" | "";
  readonly samples: readonly number[];
  /** What is held against the bound: the median, unless it is what 95 of 100 samples don't exceed. */
  readonly of?: "median" | "p95";
  /** What must not be exceeded; none for a figure that is printed for comparison only. */
  readonly bound?: number;
  /** The bound is the least rather than the most. */
  readonly atLeast?: boolean;
  readonly note?: string;
}

/** The middle of the samples (the mean of the middle two). @throws RangeError when there are none */
export function median(samples: readonly number[]): number {
  const sorted = [...samples].sort((left, right) => left - right);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  if (upper === undefined || lower === undefined) throw new RangeError("A median needs at least one sample.");
  return (upper + lower) / 2;
}

/** What 95 of 100 samples don't exceed. @throws RangeError when there are none */
export function p95(samples: readonly number[]): number {
  const sorted = [...samples].sort((left, right) => left - right);
  const value = sorted[Math.ceil(sorted.length * 0.95) - 1];
  if (value === undefined) throw new RangeError("A percentile needs at least one sample.");
  return value;
}

const format = (value: number, unit: Figure["unit"]): string =>
  `${value.toFixed(unit === "s" ? 2 : 0)} ${unit}`.trimEnd();

function verdictOn({ of = "median", samples, bound, atLeast = false }: Figure): string {
  if (bound === undefined) return "";
  const value = of === "p95" ? p95(samples) : median(samples);
  return (atLeast ? value >= bound : value <= bound) ? "ok" : "MISSED";
}

/** Prints each figure beside its bound; returns true when all hold. */
export function printFigures(figures: readonly Figure[]): boolean {
  const rows = figures.map((figure) => {
    const { name, unit, samples, bound, of = "median", atLeast = false, note = "" } = figure;
    const counts = of === "p95" ? "p95 " : "";
    return {
      figure: name,
      median: format(median(samples), unit),
      p95: format(p95(samples), unit),
      "min … max": `${format(Math.min(...samples), unit)} … ${format(Math.max(...samples), unit)}`,
      n: samples.length,
      bound: bound === undefined ? "–" : `${counts}${atLeast ? "≥" : "≤"} ${format(bound, unit)}`,
      verdict: verdictOn(figure),
      note,
    };
  });
  console.table(rows);
  return rows.every((row) => row.verdict !== "MISSED");
}
