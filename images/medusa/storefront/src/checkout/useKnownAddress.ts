import type { HttpTypes } from "@medusajs/types";
import { useQuery } from "@tanstack/react-query";
import { useShop } from "../shop/useShop.ts";
import { type AddressParts, firstKnown } from "./knownAddress.ts";

/** What is known of a customer's address: that of the newest order, else the name and phone of the profile. */
export function useKnownAddress(customer: HttpTypes.StoreCustomer | null | undefined) {
  const { medusa } = useShop();
  return useQuery({
    queryKey: ["orders", "address", customer?.id],
    enabled: customer !== undefined,
    queryFn: async (): Promise<AddressParts> => {
      if (!customer) return {};
      const { orders } = await medusa.order.list({ limit: 1, order: "-created_at", fields: "id,*shipping_address" });
      return firstKnown(orders[0]?.shipping_address, customer);
    },
  });
}
