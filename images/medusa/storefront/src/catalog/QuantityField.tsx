interface QuantityFieldProps {
  readonly value: number;
  /** How many there are; Infinity where stock isn't counted. */
  readonly max: number;
  /** Read out by screen readers, e.g. "Quantity". */
  readonly label: string;
  readonly disabled?: boolean;
  change(value: number): void;
}

const MOST = 99;

/** How many of something, from 1 on. */
export function QuantityField({ value, max, label, disabled = false, change }: QuantityFieldProps) {
  const highest = Math.min(max, MOST);
  const button =
    "grid size-11 place-items-center rounded-full text-lg hover:bg-sand disabled:text-line disabled:hover:bg-transparent";
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would announce a form's group
    <div
      role="group"
      aria-label={label}
      className="inline-flex h-12 items-center rounded-full border border-line bg-white"
    >
      <button
        type="button"
        aria-label="One less"
        className={button}
        disabled={disabled || value <= 1}
        onClick={() => change(value - 1)}
      >
        −
      </button>
      <output aria-live="polite" className="w-8 text-center font-medium tabular-nums">
        {value}
      </output>
      <button
        type="button"
        aria-label="One more"
        className={button}
        disabled={disabled || value >= highest}
        onClick={() => change(value + 1)}
      >
        +
      </button>
    </div>
  );
}
