import { formatPrice } from "../catalog/price.ts";
import type { ShippingOption } from "./useShippingOptions.ts";

interface ShippingOptionsProps {
  readonly options: readonly ShippingOption[];
  readonly chosen: string | undefined;
  readonly currency: string;
  choose(id: string): void;
}

/** The ways of delivery, to choose one. */
export function ShippingOptions({ options, chosen, currency, choose }: ShippingOptionsProps) {
  return (
    <div className="flex flex-col gap-3">
      {options.map(({ id, name, description, amount }) => (
        <label
          key={id}
          className="flex min-h-16 cursor-pointer items-center gap-4 rounded-2xl border border-line bg-white px-4 py-3 has-checked:border-ink has-checked:ring-1 has-checked:ring-ink has-focus-visible:outline-2 has-focus-visible:outline-accent-text has-focus-visible:outline-offset-3"
        >
          <input
            type="radio"
            name="shipping_option"
            value={id}
            checked={id === chosen}
            onChange={() => choose(id)}
            className="size-5 accent-ink"
          />
          <span className="flex-1">
            <span className="block font-medium">{name}</span>
            {description && <span className="block text-muted text-sm">{description}</span>}
          </span>
          <span className="tabular-nums">{amount === 0 ? "Free" : formatPrice(amount, currency)}</span>
        </label>
      ))}
    </div>
  );
}
