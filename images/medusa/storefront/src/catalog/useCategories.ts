import { useQuery } from "@tanstack/react-query";
import { useShop } from "../shop/useShop.ts";

/** The categories that products are sorted into, in the merchant's order. */
export function useCategories() {
  const { medusa } = useShop();
  return useQuery({
    queryKey: ["categories"],
    queryFn: async () => {
      const { product_categories } = await medusa.category.list({
        fields: "id,name,handle,description,rank",
        parent_category_id: "null",
        limit: 20,
      });
      return product_categories.sort((one, other) => (one.rank ?? 0) - (other.rank ?? 0));
    },
    staleTime: 5 * 60_000,
  });
}
