import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "react-router";
import { useCart } from "../cart/CartProvider.tsx";
import { PLACED } from "../orders/placed.ts";
import { useShop } from "../shop/useShop.ts";
import type { AddressForm } from "./addressForm.ts";
import { placeOrder } from "./placeOrder.ts";

/** Places the order, empties the cart and shows the confirmation. */
export function usePlaceOrder() {
  const { medusa } = useShop();
  const { forget } = useCart();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: ({ cartId, form, option }: { cartId: string; form: AddressForm; option: string }) =>
      placeOrder(medusa, cartId, form, option),
    onSuccess: (order) => {
      queries.setQueryData(["order", order.id], order);
      navigate(`/order/${order.id}`, { replace: true, state: PLACED });
      forget();
      void queries.invalidateQueries({ queryKey: ["orders"] });
      // Stock has changed.
      void queries.invalidateQueries({ queryKey: ["products"] });
      void queries.invalidateQueries({ queryKey: ["product"] });
    },
  });
}
