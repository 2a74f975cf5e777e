import { Link } from "react-router";
import { useCart } from "../cart/CartProvider.tsx";
import { cartItems } from "../cart/cartItems.ts";
import { EmptyState } from "../feedback/EmptyState.tsx";
import { PageSkeleton } from "../feedback/PageSkeleton.tsx";
import { usePageTitle } from "../shop/usePageTitle.ts";
import { CheckoutForm } from "./CheckoutForm.tsx";

/** From cart to order, on one page. */
export function CheckoutPage() {
  usePageTitle("Checkout");
  const { cart, isLoading } = useCart();
  if (isLoading) return <PageSkeleton />;
  return (
    <section aria-labelledby="checkout-heading" className="shop-width pt-10">
      <h1 id="checkout-heading" className="mb-8 font-display text-5xl">
        Checkout
      </h1>
      {cart === undefined || cartItems(cart).length === 0 ? (
        <EmptyState title="There is nothing to order yet">
          <p>Put something into the cart first.</p>
          <Link to="/" className="button-quiet mt-6 bg-white text-ink">
            Browse the shop
          </Link>
        </EmptyState>
      ) : (
        <CheckoutForm cart={cart} />
      )}
    </section>
  );
}
