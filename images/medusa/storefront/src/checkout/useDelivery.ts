import type { HttpTypes } from "@medusajs/types";
import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useCart } from "../cart/CartProvider.tsx";
import { useShop } from "../shop/useShop.ts";
import { useShippingOptions } from "./useShippingOptions.ts";

/** The delivery of a cart to a country: what there is, what is chosen, what it costs. */
export function useDelivery(cart: HttpTypes.StoreCart, country: string | undefined) {
  const { medusa } = useShop();
  const { keep } = useCart();
  const { data, error, refetch } = useShippingOptions(cart, country);
  const [wanted, choose] = useState(cart.shipping_methods?.[0]?.shipping_option_id);
  const options = data?.options;
  const option = options?.find(({ id }) => id === wanted) ?? options?.[0];
  const adding = useMutation({
    mutationFn: async (id: string) => (await medusa.cart.addShippingMethod(cart.id, { option_id: id })).cart,
    onSuccess: keep,
  });
  const { mutate: add } = adding;
  const inCart = cart.shipping_methods?.[0]?.shipping_option_id;
  // The server adds delivery and its taxes to the total as soon as it knows the way.
  useEffect(() => {
    if (option !== undefined && option.id !== inCart) add(option.id);
  }, [option, inCart, add]);
  return {
    options,
    chosen: option?.id,
    /** Undefined until the cart's total has it in. */
    amount: option !== undefined && option.id === inCart ? cart.shipping_subtotal : undefined,
    error: error ?? adding.error,
    retry: () => refetch().then(() => option && add(option.id)),
    choose,
  };
}
