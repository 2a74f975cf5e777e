import type { HttpTypes } from "@medusajs/types";
import type { ReactNode } from "react";
import { cartItems } from "../cart/cartItems.ts";
import { OrderItems } from "./OrderItems.tsx";
import { Totals } from "./Totals.tsx";

interface OrderSummaryProps {
  readonly cart: HttpTypes.StoreCart;
  readonly shipping: number | undefined;
  readonly children: ReactNode;
}

/** What is about to be ordered and what it costs. */
export function OrderSummary({ cart, shipping, children }: OrderSummaryProps) {
  return (
    <aside aria-label="Your order" className="flex flex-col gap-6 rounded-3xl bg-sand p-6 sm:p-8 lg:sticky lg:top-24">
      <h2 className="font-display text-3xl">Your order</h2>
      <OrderItems items={cartItems(cart)} currency={cart.currency_code} />
      <Totals
        currency={cart.currency_code}
        subtotal={cart.item_subtotal}
        shipping={shipping}
        tax={cart.tax_total}
        discount={cart.discount_total}
        total={cart.total}
      />
      {children}
    </aside>
  );
}
