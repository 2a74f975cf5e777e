import { formatPrice, type Price } from "./price.ts";

/** A price, with the one before a sale struck through. */
export function PriceTag({ price, from = false }: { price: Price; from?: boolean }) {
  return (
    <span className="tabular-nums">
      {from && <span className="text-muted">from </span>}
      {formatPrice(price.amount, price.currency)}
      {price.before !== undefined && (
        <s className="ml-2 text-muted">
          <span className="sr-only">before </span>
          {formatPrice(price.before, price.currency)}
        </s>
      )}
    </span>
  );
}
