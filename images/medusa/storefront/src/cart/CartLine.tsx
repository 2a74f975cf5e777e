import type { HttpTypes } from "@medusajs/types";
import { Link } from "react-router";
import { ProductImage } from "../catalog/ProductImage.tsx";
import { formatPrice } from "../catalog/price.ts";
import { QuantityField } from "../catalog/QuantityField.tsx";
import { useCart } from "./CartProvider.tsx";

/** One thing in the cart, with its number to change. */
export function CartLine({ item, currency }: { item: HttpTypes.StoreCartLineItem; currency: string }) {
  const { setQuantity, remove, changing, close } = useCart();
  const busy = changing === item.id;
  const title = item.product_title ?? item.title;
  return (
    <li className={`flex gap-4 py-5 transition-opacity ${busy ? "opacity-60" : ""}`}>
      <ProductImage src={item.thumbnail} alt="" className="h-28 w-22 shrink-0 rounded-xl bg-sand" />
      <div className="flex min-w-0 flex-1 flex-col">
        <div className="flex justify-between gap-3">
          <Link to={`/products/${item.product_handle}`} onClick={close} className="font-medium hover:underline">
            {title}
          </Link>
          <span className="tabular-nums">{formatPrice(item.unit_price * item.quantity, currency)}</span>
        </div>
        {item.variant_title && <p className="text-muted text-sm">{item.variant_title}</p>}
        <div className="mt-auto flex items-center justify-between pt-3">
          <QuantityField
            label={`Quantity of ${title}`}
            value={item.quantity}
            max={Number.POSITIVE_INFINITY}
            disabled={busy}
            change={(quantity) => setQuantity(item.id, quantity)}
          />
          <button
            type="button"
            aria-label={`Remove ${title}`}
            disabled={busy}
            onClick={() => remove(item.id)}
            className="rounded-full px-3 py-2 text-muted text-sm underline-offset-4 hover:text-ink hover:underline"
          >
            Remove
          </button>
        </div>
      </div>
    </li>
  );
}
