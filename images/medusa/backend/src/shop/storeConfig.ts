import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { ExpiringCache } from "./expiringCache";

/** What the storefront must know before its first call; nothing in it is secret. */
export interface StoreConfig {
  readonly storeName: string;
  readonly publishableKey: string;
  readonly regionId: string;
  /** ISO 3166 alpha-2 in lower case: the default region's first country. */
  readonly countryCode: string;
  /** ISO 4217 in lower case. */
  readonly currencyCode: string;
  /** A CSS colour, and a sentence under the name; from the chart's values. */
  readonly accentColor?: string;
  readonly tagline?: string;
}

const cache = new ExpiringCache<StoreConfig>(15_000, 1);

/**
 * Read from the database and kept for 15 s, so that a change in the admin shows soon without a restart.
 * @throws Error when the shop can't sell: no database, no region, no publishable key "Storefront".
 */
export function storeConfig(container: MedusaContainer, { fresh = false } = {}): Promise<StoreConfig> {
  if (fresh) cache.forget("config");
  return cache.get("config", () => load(container));
}

async function load(container: MedusaContainer): Promise<StoreConfig> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY);
  const [stores, keys, regions] = await Promise.all([
    query.graph({ entity: "store", fields: ["name", "default_region_id"] }),
    query.graph({
      entity: "api_key",
      fields: ["token", "title", "revoked_at"],
      filters: { type: "publishable" },
    }),
    query.graph({ entity: "region", fields: ["id", "currency_code", "countries.iso_2"] }),
  ]);
  const store = stores.data[0];
  const key = keys.data.find(({ title, revoked_at }) => title === "Storefront" && !revoked_at);
  const region = regions.data.find(({ id }) => id === store?.default_region_id) ?? regions.data[0];
  if (!store) throw new Error("There is no store in the database.");
  if (!key) throw new Error('There is no publishable key titled "Storefront": make one in the admin under Settings.');
  if (!region) throw new Error("There is no region: make one in the admin under Settings.");
  return {
    storeName: store.name,
    publishableKey: key.token,
    regionId: region.id,
    countryCode: region.countries?.[0]?.iso_2 ?? "us",
    currencyCode: region.currency_code,
    ...(process.env.STOREFRONT_ACCENT_COLOR ? { accentColor: process.env.STOREFRONT_ACCENT_COLOR } : {}),
    ...(process.env.STOREFRONT_TAGLINE ? { tagline: process.env.STOREFRONT_TAGLINE } : {}),
  };
}
