import { ProductImage } from "../catalog/ProductImage.tsx";
import { formatPrice } from "../catalog/price.ts";

/** What items of carts and of orders have in common. */
export interface Item {
  readonly id: string;
  readonly title: string;
  readonly product_title?: string | null | undefined;
  readonly variant_title?: string | null | undefined;
  readonly thumbnail?: string | null | undefined;
  readonly quantity: number;
  readonly unit_price: number;
}

/** The things that are, or were, ordered. */
export function OrderItems({ items, currency }: { items: readonly Item[]; currency: string }) {
  return (
    <ul className="space-y-4">
      {items.map((item) => (
        <li key={item.id} className="flex items-center gap-4">
          <span className="relative shrink-0">
            <ProductImage src={item.thumbnail} alt="" className="h-20 w-16 rounded-xl bg-white" />
            <span className="absolute -top-2 -right-2 grid h-6 min-w-6 place-items-center rounded-full bg-ink px-1 font-medium text-paper text-xs tabular-nums">
              <span className="sr-only">Quantity </span>
              {item.quantity}
            </span>
          </span>
          <span className="min-w-0 flex-1">
            <span className="block font-medium">{item.product_title ?? item.title}</span>
            {item.variant_title && <span className="block text-muted text-sm">{item.variant_title}</span>}
          </span>
          <span className="tabular-nums">{formatPrice(item.unit_price * item.quantity, currency)}</span>
        </li>
      ))}
    </ul>
  );
}
