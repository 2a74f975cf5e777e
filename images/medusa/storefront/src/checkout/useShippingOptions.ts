import type { HttpTypes } from "@medusajs/types";
import { useQuery } from "@tanstack/react-query";
import { useShop } from "../shop/useShop.ts";

/** A way of delivery and its price. */
export interface ShippingOption {
  readonly id: string;
  readonly name: string;
  readonly description: string | undefined;
  readonly amount: number;
}

/**
 * The ways of delivery to a country. The server goes by the country in the cart's address, so that is told first; the
 * cart with the country comes along.
 */
export function useShippingOptions(cart: HttpTypes.StoreCart | undefined, country: string | undefined) {
  const { medusa } = useShop();
  return useQuery({
    queryKey: ["shipping-options", cart?.id, cart?.region_id, country],
    enabled: cart !== undefined && country !== undefined,
    queryFn: async (): Promise<{ cart: HttpTypes.StoreCart; options: ShippingOption[] }> => {
      if (cart === undefined || country === undefined) throw new Error("There is no cart to deliver");
      const known = cart.shipping_address?.country_code === country;
      const told = known
        ? cart
        : (await medusa.cart.update(cart.id, { shipping_address: { country_code: country } })).cart;
      const { shipping_options } = await medusa.fulfillment.listCartOptions({ cart_id: cart.id });
      return { cart: told, options: shipping_options.map(readOption) };
    },
  });
}

function readOption(option: HttpTypes.StoreCartShippingOption): ShippingOption {
  return { id: option.id, name: option.name, description: option.type?.description, amount: option.amount };
}
