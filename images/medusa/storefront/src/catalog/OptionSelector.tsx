import type { ProductOption } from "./variants.ts";

interface OptionSelectorProps {
  readonly option: ProductOption;
  readonly value: string | undefined;
  /** Whether the value leads to a variant that can be bought, given the other options. */
  isAvailable(value: string): boolean;
  choose(value: string): void;
}

/** The values of one option, to choose one. */
export function OptionSelector({ option, value, isAvailable, choose }: OptionSelectorProps) {
  return (
    <fieldset>
      <legend className="mb-3 font-medium">{option.title}</legend>
      <div className="flex flex-wrap gap-2">
        {option.values.map((one) => (
          <label
            key={one}
            className={`relative inline-flex h-12 min-w-14 cursor-pointer items-center justify-center rounded-xl border px-4 font-medium transition-colors has-focus-visible:outline-2 has-focus-visible:outline-accent-text has-focus-visible:outline-offset-3 ${
              one === value ? "border-ink bg-ink text-paper" : "border-line bg-white hover:border-ink"
            } ${isAvailable(one) ? "" : "text-muted line-through"}`}
          >
            <input
              type="radio"
              name={option.id}
              value={one}
              checked={one === value}
              onChange={() => choose(one)}
              className="absolute inset-0 m-0 size-full cursor-pointer opacity-0"
            />
            {one}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
