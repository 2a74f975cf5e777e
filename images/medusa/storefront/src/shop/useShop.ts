import type { Client } from "@medusajs/js-sdk";
import { createContext, use } from "react";
import type { ShopConfig } from "./config.ts";
import type { Medusa } from "./medusa.ts";

export interface Shop {
  readonly config: ShopConfig;
  readonly medusa: Medusa;
  /** For what the store's API has no method for. */
  readonly client: Client;
}

export const ShopContext = createContext<Shop | undefined>(undefined);

/** The store that this shop sells for. @throws Error outside of the shop's own tree */
export function useShop(): Shop {
  const shop = use(ShopContext);
  if (shop === undefined) throw new Error("useShop needs a ShopContext above it");
  return shop;
}
