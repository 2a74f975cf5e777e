import { useInfiniteQuery } from "@tanstack/react-query";
import { useShop } from "../shop/useShop.ts";

const PAGE = 10;

/** The signed-in customer's orders, the newest first, a page at a time. */
export function useCustomerOrders() {
  const { medusa } = useShop();
  return useInfiniteQuery({
    queryKey: ["orders"],
    queryFn: ({ pageParam }) =>
      medusa.order.list({ limit: PAGE, offset: pageParam, order: "-created_at", fields: "+fulfillment_status,*items" }),
    initialPageParam: 0,
    getNextPageParam: ({ offset, limit, count }) => (offset + limit < count ? offset + limit : undefined),
    // The shop works on orders while nobody looks.
    staleTime: 0,
  });
}
