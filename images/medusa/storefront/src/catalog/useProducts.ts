import type { HttpTypes } from "@medusajs/types";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useRegion } from "../shop/RegionProvider.tsx";
import { useShop } from "../shop/useShop.ts";

const FIELDS = "*variants.calculated_price,+variants.inventory_quantity,*categories";
const PAGE = 12;

/** Narrows products down; an empty one is all of them. */
export interface ProductFilter {
  readonly category_id?: string;
  /** Words of the name or the description. */
  readonly q?: string;
}

/** Products, a page at a time. While another filter's are on their way, the former's stay where it is one of words. */
export function useProducts(filter: ProductFilter = {}, enabled = true) {
  const { medusa } = useShop();
  const { regionId } = useRegion();
  return useInfiniteQuery({
    queryKey: ["products", { regionId, ...filter }],
    queryFn: ({ pageParam }) =>
      medusa.product.list({
        region_id: regionId,
        fields: FIELDS,
        order: "created_at",
        limit: PAGE,
        offset: pageParam,
        ...filter,
      }),
    initialPageParam: 0,
    getNextPageParam: ({ offset, limit, count }) => (offset + limit < count ? offset + limit : undefined),
    enabled,
    ...(filter.q === undefined ? {} : { placeholderData: keepPreviousData }),
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
