import type { HttpTypes } from "@medusajs/types";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useRegion } from "../shop/RegionProvider.tsx";
import { useShop } from "../shop/useShop.ts";

const FIELDS = "*variants.calculated_price,+variants.inventory_quantity,*categories";
const PAGE = 12;

/** The products of a category, or all, a page at a time. */
export function useProducts(categoryId?: string, enabled = true) {
  const { medusa } = useShop();
  const { regionId } = useRegion();
  return useInfiniteQuery({
    queryKey: ["products", { regionId, categoryId }],
    queryFn: ({ pageParam }) =>
      medusa.product.list({
        region_id: regionId,
        fields: FIELDS,
        order: "created_at",
        limit: PAGE,
        offset: pageParam,
        ...(categoryId === undefined ? {} : { category_id: categoryId }),
      }),
    initialPageParam: 0,
    getNextPageParam: ({ offset, limit, count }) => (offset + limit < count ? offset + limit : undefined),
    enabled,
  });
}

/** One product by its handle; data is undefined while it loads and null when there is no such product. */
export function useProduct(handle: string) {
  const { medusa } = useShop();
  const { regionId } = useRegion();
  return useQuery({
    queryKey: ["product", { regionId, handle }],
    queryFn: async (): Promise<HttpTypes.StoreProduct | null> => {
      const { products } = await medusa.product.list({ handle, region_id: regionId, fields: FIELDS, limit: 1 });
      return products[0] ?? null;
    },
  });
}
