import { FetchError } from "@medusajs/js-sdk";
import type { HttpTypes } from "@medusajs/types";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useLocation, useNavigate } from "react-router";
import { useCart } from "../cart/CartProvider.tsx";
import { useShop } from "../shop/useShop.ts";
import { type Credentials, type NewCustomer, register, signIn } from "./session.ts";
import { CUSTOMER } from "./useCustomer.ts";

/** The page that a shopper came from to sign in, kept in the history's entry, which no link can set. */
function nextPage(state: unknown): string {
  const next = typeof state === "object" && state !== null && "next" in state ? state.next : undefined;
  return typeof next === "string" ? next : "/account";
}

/** Signs in by `enter`, makes the cart the customer's, and leads to where the shopper wanted to go. */
function useEntry<T>(enter: (api: ReturnType<typeof useShop>, given: T) => Promise<HttpTypes.StoreCustomer>) {
  const api = useShop();
  const { cart, keep, forget } = useCart();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { state } = useLocation();
  return useMutation({
    mutationFn: async (given: T) => {
      const customer = await enter(api, given);
      if (cart === undefined) return customer;
      try {
        keep((await api.medusa.cart.transferCart(cart.id)).cart);
      } catch (error) {
        if (!(error instanceof FetchError && error.status === 404)) {
          await api.client.clearToken();
          throw error;
        }
        forget();
      }
      return customer;
    },
    onSuccess: (customer) => {
      queries.setQueryData(CUSTOMER, customer);
      navigate(nextPage(state), { replace: true });
    },
  });
}

export const useSignIn = () => useEntry<Credentials>(signIn);
export const useRegister = () => useEntry<NewCustomer>(register);

/** Signs out. Cart and orders are forgotten, so that whoever uses the browser next sees nothing of them. */
export function useSignOut() {
  const { client } = useShop();
  const { forget } = useCart();
  const queries = useQueryClient();
  return async () => {
    await client.clearToken();
    forget();
    for (const queryKey of [["orders"], ["order"], ["cart"]]) queries.removeQueries({ queryKey });
    queries.setQueryData(CUSTOMER, null);
  };
}
