import { useQuery } from "@tanstack/react-query";
import { useShop } from "../shop/useShop.ts";
import { currentCustomer } from "./session.ts";

/** Where the signed-in customer is kept among the answers of the server. */
export const CUSTOMER = ["customer"] as const;

/** Who is signed in: undefined while it isn't known, null for a guest. */
export function useCustomer() {
  const api = useShop();
  return useQuery({ queryKey: CUSTOMER, queryFn: () => currentCustomer(api) });
}
