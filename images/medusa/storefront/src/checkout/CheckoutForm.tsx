import type { HttpTypes } from "@medusajs/types";
import { type FormEvent, type ReactNode, useState } from "react";
import { Link } from "react-router";
import { ErrorNotice } from "../feedback/ErrorNotice.tsx";
import { TextField } from "../forms/TextField.tsx";
import { useRegion } from "../shop/RegionProvider.tsx";
import { AddressFields } from "./AddressFields.tsx";
import { readAddressForm } from "./addressForm.ts";
import { type AddressParts, firstKnown } from "./knownAddress.ts";
import { OrderSummary } from "./OrderSummary.tsx";
import { ShippingOptions } from "./ShippingOptions.tsx";
import { useDelivery } from "./useDelivery.ts";
import { usePlaceOrder } from "./usePlaceOrder.ts";

interface CheckoutFormProps {
  readonly cart: HttpTypes.StoreCart;
  /** Who is signed in. */
  readonly customer: HttpTypes.StoreCustomer | null;
  /** What is known of where the order goes. */
  readonly known: AddressParts;
}

/** Everything an order needs to be told. */
export function CheckoutForm({ cart, customer, known }: CheckoutFormProps) {
  const { region } = useRegion();
  const countries = region?.countries ?? [];
  const given = firstKnown(cart.shipping_address, known);
  const [chosenCountry, chooseCountry] = useState(given.country_code);
  const country = countries.find(({ iso_2 }) => iso_2 === chosenCountry)?.iso_2 ?? countries[0]?.iso_2;
  // A cart on its way to another region takes no country of that region yet.
  const delivery = useDelivery(cart, cart.region_id === region?.id ? country : undefined);
  const order = usePlaceOrder();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (delivery.chosen === undefined || order.isPending) return;
    order.mutate({
      cartId: cart.id,
      form: readAddressForm(new FormData(event.currentTarget)),
      option: delivery.chosen,
    });
  };
  return (
    <form onSubmit={submit} className="grid items-start gap-10 lg:grid-cols-[1fr_26rem] lg:gap-16">
      <div className="flex flex-col gap-10">
        <Step title="Contact">
          {customer === null && (
            <p className="-mt-2 mb-4 text-muted">
              Have an account?{" "}
              <Link to="/account/sign-in" state={{ next: "/checkout" }} className="text-accent-text underline">
                Sign in
              </Link>
            </p>
          )}
          <TextField
            label="Email"
            name="email"
            type="email"
            autoComplete="email"
            initial={customer?.email ?? cart.email}
            readOnly={customer !== null}
            required
          />
        </Step>
        <Step title="Delivery">
          <AddressFields countries={countries} country={country ?? ""} given={given} chooseCountry={chooseCountry} />
        </Step>
        <Step title="Shipping">
          {delivery.error ? (
            <ErrorNotice title="Delivery can't be chosen" error={delivery.error} retry={delivery.retry} />
          ) : delivery.options === undefined ? (
            <div role="status" aria-label="Looking up delivery" className="skeleton h-16" />
          ) : delivery.options.length === 0 ? (
            <p className="text-muted">The shop doesn't deliver to this country.</p>
          ) : (
            <ShippingOptions
              options={delivery.options}
              chosen={delivery.chosen}
              currency={cart.currency_code}
              choose={delivery.choose}
            />
          )}
        </Step>
        <Step title="Payment">
          <p className="rounded-2xl border border-line bg-white px-4 py-4">
            <span className="block font-medium">Pay by arrangement</span>
            <span className="block text-muted text-sm">
              Nothing is charged now: the shop takes the payment when it has your order.
            </span>
          </p>
        </Step>
      </div>
      <OrderSummary cart={cart} shipping={delivery.amount}>
        {order.error && <ErrorNotice title="The order wasn't placed" error={order.error} />}
        <button
          type="submit"
          className="button-primary w-full text-lg"
          // Nobody orders before the total has the delivery in it.
          disabled={delivery.amount === undefined || order.isPending}
        >
          {order.isPending ? "Placing your order…" : "Place order"}
        </button>
      </OrderSummary>
    </form>
  );
}

function Step({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div>
      <h2 className="mb-4 font-display text-3xl">{title}</h2>
      {children}
    </div>
  );
}
