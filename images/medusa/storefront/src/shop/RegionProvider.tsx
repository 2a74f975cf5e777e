import type { HttpTypes } from "@medusajs/types";
import { useQuery } from "@tanstack/react-query";
import { createContext, type ReactNode, use, useEffect, useState } from "react";
import { storage } from "./storage.ts";
import { useShop } from "./useShop.ts";

interface Regions {
  /** Where the shopper buys; decides currency, countries and delivery. Known before the list of regions is. */
  readonly regionId: string;
  readonly region: HttpTypes.StoreRegion | undefined;
  readonly regions: readonly HttpTypes.StoreRegion[];
  choose(regionId: string): void;
}

const RegionContext = createContext<Regions | undefined>(undefined);

/** Remembers the shopper's region; falls back to the store's own when that region is gone. */
export function RegionProvider({ children }: { children: ReactNode }) {
  const { config, medusa } = useShop();
  const [regionId, setRegionId] = useState(() => storage.read("region") ?? config.regionId);
  const { data: regions = [] } = useQuery({
    queryKey: ["regions"],
    queryFn: async () => (await medusa.region.list({ fields: "id,name,currency_code,*countries" })).regions,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const choose = (id: string) => {
    storage.write("region", id);
    setRegionId(id);
  };
  const region = regions.find(({ id }) => id === regionId);
  useEffect(() => {
    if (regions.length > 0 && region === undefined) setRegionId(config.regionId);
  }, [regions, region, config.regionId]);
  return <RegionContext value={{ regionId, region, regions, choose }}>{children}</RegionContext>;
}

/** The shopper's region. @throws Error outside of a RegionProvider */
export function useRegion(): Regions {
  const regions = use(RegionContext);
  if (regions === undefined) throw new Error("useRegion needs a RegionProvider above it");
  return regions;
}
