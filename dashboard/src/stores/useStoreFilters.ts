import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import type { StoreFilters } from "../api/queryKeys.ts";
import { storeFiltersOf } from "./storeFilters.ts";

export type FilterChange = Partial<Record<keyof StoreFilters, string | undefined>>;

/** The list's filters and order, kept in the page's address so that they survive a reload and can be sent to somebody. */
export function useStoreFilters(): [StoreFilters, (change: FilterChange) => void] {
  const [params, setParams] = useSearchParams();
  const filters = useMemo(() => storeFiltersOf(params), [params]);
  const change = useCallback(
    (next: FilterChange) => {
      setParams(
        (before) => {
          const after = new URLSearchParams(before);
          for (const [name, value] of Object.entries(next)) {
            if (value === undefined || value === "") after.delete(name);
            else after.set(name, value);
          }
          return after;
        },
        { replace: true },
      );
    },
    [setParams],
  );
  return [filters, change];
}
