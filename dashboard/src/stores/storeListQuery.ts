import { api, unwrap } from "../api/client.ts";
import { queryKeys, type StoreFilters } from "../api/queryKeys.ts";
import type { StoreList } from "../api/types.ts";

/** The first page is small, to be there soon; the others are as large as the API gives them. */
const FIRST_PAGE = 60;
const LATER_PAGES = 500;

/** The store list's page that begins at `cursor`, and its kin. */
export function storeListQuery(filters: StoreFilters) {
  return {
    queryKey: queryKeys.storeList(filters),
    queryFn: ({ pageParam, signal }: { pageParam: string; signal: AbortSignal }): Promise<StoreList> => {
      const { sort, ...rest } = filters;
      const query = {
        ...rest,
        ...(isSort(sort) ? { sort } : {}),
        ...(pageParam === "" ? { limit: FIRST_PAGE } : { cursor: pageParam, limit: LATER_PAGES }),
      };
      return unwrap(api.GET("/api/stores", { params: { query }, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (page: StoreList) => page.nextCursor,
  };
}

export const SORTS = [
  { value: "name", label: "Name" },
  { value: "-createdAt", label: "Newest first" },
  { value: "-updatedAt", label: "Last changed first" },
  { value: "status", label: "Status" },
  { value: "owner", label: "Owner" },
] as const;

function isSort(sort: string | undefined): sort is (typeof SORTS)[number]["value"] {
  return SORTS.some(({ value }) => value === sort);
}
