import { usePageTitle } from "../shop/usePageTitle.ts";
import { CartContents } from "./CartContents.tsx";

/** The cart at an address of its own. */
export function CartPage() {
  usePageTitle("Cart");
  return (
    <section aria-labelledby="cart-page-heading" className="shop-width max-w-2xl pt-12">
      <h1 id="cart-page-heading" className="mb-6 font-display text-5xl">
        Your cart
      </h1>
      <div className="overflow-hidden rounded-3xl border border-line">
        <CartContents />
      </div>
    </section>
  );
}
