import { Link } from "react-router";
import { useCustomer } from "../account/useCustomer.ts";
import { useCart } from "../cart/CartProvider.tsx";
import { cartItems } from "../cart/cartItems.ts";
import { EmptyState } from "../feedback/EmptyState.tsx";
import { ErrorNotice } from "../feedback/ErrorNotice.tsx";
import { PageSkeleton } from "../feedback/PageSkeleton.tsx";
import { usePageTitle } from "../shop/usePageTitle.ts";
import { CheckoutForm } from "./CheckoutForm.tsx";
import { useKnownAddress } from "./useKnownAddress.ts";

/** From cart to order, on one page. */
export function CheckoutPage() {
  usePageTitle("Checkout");
  const { cart, isLoading } = useCart();
  const customer = useCustomer();
  const known = useKnownAddress(customer.data);
  const error = customer.error ?? known.error;
  if (error) {
    return (
      <div className="shop-width pt-16">
        <ErrorNotice
          title="The checkout can't be opened"
          error={error}
          retry={() => (customer.error ? customer.refetch() : known.refetch())}
        />
      </div>
    );
  }
  if (isLoading || customer.data === undefined || known.data === undefined) return <PageSkeleton />;
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
        <CheckoutForm cart={cart} customer={customer.data} known={known.data} />
      )}
    </section>
  );
}
