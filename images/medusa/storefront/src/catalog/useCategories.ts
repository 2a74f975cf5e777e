import { useQuery } from "@tanstack/react-query";
import { useShop } from "../shop/useShop.ts";

/** The categories that products are sorted into, in the merchant's order. */
export function useCategories() {
  const { medusa } = useShop();
  return useQuery({
    queryKey: ["categories"],
    queryFn: async () =>
      (await medusa.category.list({ fields: "id,name,handle,description,rank", parent_category_id: "null", limit: 20 }))
        .product_categories,
    staleTime: 5 * 60_000,
  });
}
