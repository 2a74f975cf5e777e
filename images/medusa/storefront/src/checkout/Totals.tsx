import { formatPrice } from "../catalog/price.ts";

interface TotalsProps {
  readonly currency: string;
  readonly subtotal: number;
  /** Undefined while no way of delivery is chosen. */
  readonly shipping: number | undefined;
  readonly tax: number;
  readonly discount: number;
  readonly total: number;
}

/** What an order costs, line by line. */
export function Totals({ currency, subtotal, shipping, tax, discount, total }: TotalsProps) {
  const row = "flex justify-between gap-4";
  return (
    <dl className="space-y-2 tabular-nums">
      <div className={row}>
        <dt>Subtotal</dt>
        <dd>{formatPrice(subtotal, currency)}</dd>
      </div>
      {discount > 0 && (
        <div className={row}>
          <dt>Discount</dt>
          <dd>−{formatPrice(discount, currency)}</dd>
        </div>
      )}
      <div className={row}>
        <dt>Delivery</dt>
        <dd>{shipping === undefined ? "…" : shipping === 0 ? "Free" : formatPrice(shipping, currency)}</dd>
      </div>
      {tax > 0 && (
        <div className={row}>
          <dt>Taxes</dt>
          <dd>{formatPrice(tax, currency)}</dd>
        </div>
      )}
      <div className={`${row} border-line border-t pt-4 font-semibold text-xl`}>
        <dt>Total</dt>
        <dd>{formatPrice(total, currency)}</dd>
      </div>
    </dl>
  );
}
