/** One promise and what was measured of it. */
export interface Figure {
  readonly name: string;
  readonly unit: "ms" | "s";
  readonly samples: readonly number[];
  /** What the median must not exceed; none for a figure that is printed for comparison only. */
  readonly bound?: number;
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

const format = (value: number, unit: Figure["unit"]): string =>
  `${unit === "ms" ? value.toFixed(0) : value.toFixed(2)} ${unit}`;

/** Prints each figure beside its bound; returns true when all hold. */
export function printFigures(figures: readonly Figure[]): boolean {
  const rows = figures.map(({ name, unit, samples, bound, note }) => {
    const middle = median(samples);
    const verdict = bound === undefined ? "" : middle <= bound ? "ok" : "TOO SLOW";
    return {
      figure: name,
      median: format(middle, unit),
      "min … max": `${format(Math.min(...samples), unit)} … ${format(Math.max(...samples), unit)}`,
      n: samples.length,
      bound: bound === undefined ? "–" : format(bound, unit),
      verdict,
      note: note ?? "",
    };
  });
  console.table(rows);
  return rows.every((row) => row.verdict !== "TOO SLOW");
}
