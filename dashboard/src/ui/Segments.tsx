import type { ReactNode } from "react";
import { useId } from "react";

interface SegmentsProps<T extends string> {
  label: string;
  options: readonly { value: T; label: ReactNode }[];
  value: T | undefined;
  onChange: (value: T) => void;
  id?: string;
  disabled?: boolean;
  describedBy?: string;
}

/** One of few, side by side: a radio group. */
export function Segments<T extends string>(props: SegmentsProps<T>) {
  const { label, options, value, onChange, disabled = false } = props;
  const name = useId();
  return (
    <div
      {...(props.id === undefined ? {} : { id: props.id })}
      role="radiogroup"
      aria-label={label}
      aria-describedby={props.describedBy}
      className="flex flex-wrap gap-1 self-start rounded-md border border-line-strong bg-sunken p-0.5"
    >
      {options.map((option) => (
        <label
          key={option.value}
          className="relative rounded-sm px-3 py-1 text-sm font-medium text-muted transition-colors has-checked:bg-raised has-checked:text-ink has-checked:shadow-card has-focus-visible:outline-2 has-focus-visible:outline-accent has-disabled:opacity-60"
        >
          <input
            type="radio"
            name={name}
            className="absolute inset-0 cursor-pointer appearance-none rounded-sm outline-none"
            checked={option.value === value}
            disabled={disabled}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </div>
  );
}
