import type { HttpTypes } from "@medusajs/types";
import type { Medusa } from "../shop/medusa.ts";
import type { AddressForm } from "./addressForm.ts";

/** Payment by arrangement between shop and shopper: the provider that every store has. */
const MANUAL_PAYMENT = "pp_system_default";

/**
 * Turns a cart into an order: address, delivery, payment, completion. Can be called again after a failure; what is done
 * already is done again with the same outcome.
 * @throws Error with the server's reason when a step is refused
 */
export async function placeOrder(
  medusa: Medusa,
  cartId: string,
  { email, address }: AddressForm,
  shippingOptionId: string,
): Promise<HttpTypes.StoreOrder> {
  await medusa.cart.update(cartId, { email, shipping_address: address, billing_address: address });
  // After the address: a changed country takes the delivery chosen before it out of the cart.
  const { cart } = await medusa.cart.addShippingMethod(cartId, { option_id: shippingOptionId });
  await medusa.payment.initiatePaymentSession(cart, { provider_id: MANUAL_PAYMENT });
  const result = await medusa.cart.complete(cartId);
  if (result.type === "order") return result.order;
  throw new Error(result.error.message || "The shop refused the order");
}
