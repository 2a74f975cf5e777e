import { Link } from "react-router";
import { formatPrice } from "../catalog/price.ts";
import { EmptyState } from "../feedback/EmptyState.tsx";
import { ErrorNotice } from "../feedback/ErrorNotice.tsx";
import { CartLine } from "./CartLine.tsx";
import { useCart } from "./CartProvider.tsx";
import { cartItems } from "./cartItems.ts";

/** What lies in the cart, and the way to the checkout. */
export function CartContents() {
  const { cart, isLoading, close, changeError } = useCart();
  const items = cartItems(cart);
  if (isLoading) return <div role="status" aria-label="Loading the cart" className="skeleton m-6 h-40" />;
  if (cart === undefined || items.length === 0) {
    return (
      <div className="p-6">
        <EmptyState title="Your cart is empty">
          <p>Have a look around, something will turn up.</p>
          <Link to="/" onClick={close} className="button-quiet mt-6 bg-white text-ink">
            Browse the shop
          </Link>
        </EmptyState>
      </div>
    );
  }
  return (
    <>
      <ul className="min-h-0 flex-1 divide-y divide-line overflow-y-auto px-6">
        {items.map((item) => (
          <CartLine key={item.id} item={item} currency={cart.currency_code} />
        ))}
      </ul>
      <div className="border-line border-t bg-white p-6">
        {changeError && <ErrorNotice title="The cart didn't change" error={changeError} />}
        <p className="flex justify-between font-semibold text-lg">
          <span>Subtotal</span>
          <span className="tabular-nums">{formatPrice(cart.item_subtotal ?? 0, cart.currency_code)}</span>
        </p>
        <p className="mt-1 text-muted text-sm">Delivery and taxes come at the next step.</p>
        <Link to="/checkout" onClick={close} className="button-primary mt-5 w-full">
          Checkout
        </Link>
      </div>
    </>
  );
}
