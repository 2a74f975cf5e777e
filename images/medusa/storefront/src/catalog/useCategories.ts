import type { HttpTypes } from "@medusajs/types";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { Medusa } from "../shop/medusa.ts";
import { useShop } from "../shop/useShop.ts";

const STALE_MS = 5 * 60_000;
const TOP = ["categories"] as const;

/** Categories that fit a filter, in the merchant's order. */
async function listCategories(medusa: Medusa, filter: HttpTypes.StoreProductCategoryListParams) {
  const { product_categories } = await medusa.category.list({
    fields: "id,name,handle,description,rank",
    limit: 20,
    ...filter,
  });
  return product_categories.sort((one, other) => (one.rank ?? 0) - (other.rank ?? 0));
}

type Categories = Awaited<ReturnType<typeof listCategories>>;

/** The categories that products are sorted into first, in the merchant's order. */
export function useCategories() {
  const { medusa } = useShop();
  return useQuery({
    queryKey: TOP,
    queryFn: () => listCategories(medusa, { parent_category_id: "null" }),
    staleTime: STALE_MS,
  });
}

/** One category by its handle, however deep it lies; data is undefined while it loads and null when there is none. */
export function useCategory(handle: string) {
  const { medusa } = useShop();
  const queries = useQueryClient();
  return useQuery({
    queryKey: ["category", handle],
    queryFn: async () => (await listCategories(medusa, { handle }))[0] ?? null,
    placeholderData: () => queries.getQueryData<Categories>(TOP)?.find((one) => one.handle === handle),
    staleTime: STALE_MS,
  });
}

/** The categories within a category. */
export function useSubcategories(id: string | undefined) {
  const { medusa } = useShop();
  return useQuery({
    queryKey: ["categories", "within", id],
    queryFn: () => listCategories(medusa, id === undefined ? {} : { parent_category_id: id }),
    enabled: id !== undefined,
    staleTime: STALE_MS,
  });
}
