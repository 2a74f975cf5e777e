import type { ExecArgs } from "@medusajs/framework/types";
import { ContainerRegistrationKeys, Modules, ProductStatus } from "@medusajs/framework/utils";
import {
  createApiKeysWorkflow,
  createInventoryLevelsWorkflow,
  createProductCategoriesWorkflow,
  createProductsWorkflow,
  createRegionsWorkflow,
  createSalesChannelsWorkflow,
  createShippingOptionsWorkflow,
  createShippingProfilesWorkflow,
  createStockLocationsWorkflow,
  createTaxRegionsWorkflow,
  linkSalesChannelsToApiKeyWorkflow,
  linkSalesChannelsToStockLocationWorkflow,
  updateStoresWorkflow,
} from "@medusajs/medusa/core-flows";
import { sampleCatalogue } from "./catalogue";

const US = ["us"];
const EUROPE = ["de", "fr", "nl", "it", "es"];
const STOCK = 1000;

/** Fills a migrated, empty database with everything a shop needs to take an order. Run once, when the image is built. */
export default async function seed({ container }: ExecArgs): Promise<void> {
  const channel = await salesChannel(container);
  const regions = await sellingRegions(container);
  const location = await warehouse(container, channel);
  await storeSettings(container, channel, location, regions.us);
  const profile = await shippingProfile(container);
  await delivery(container, location, profile, regions);
  await publishableKey(container, channel);
  await products(container, channel, profile);
  await stock(container, location);
  container.resolve(ContainerRegistrationKeys.LOGGER).info(`Seeded ${sampleCatalogue.length} products`);
}

type Container = ExecArgs["container"];

function first<T>(items: readonly T[], what: string): T {
  const [item] = items;
  if (item === undefined) throw new Error(`Seeding made no ${what}.`);
  return item;
}

async function salesChannel(container: Container): Promise<string> {
  const [existing] = await container
    .resolve(Modules.SALES_CHANNEL)
    .listSalesChannels({ name: "Default Sales Channel" });
  if (existing) return existing.id;
  const { result } = await createSalesChannelsWorkflow(container).run({
    input: { salesChannelsData: [{ name: "Default Sales Channel" }] },
  });
  return first(result, "sales channel").id;
}

async function sellingRegions(container: Container): Promise<{ us: string; europe: string }> {
  const { result } = await createRegionsWorkflow(container).run({
    input: {
      regions: [
        { name: "United States", currency_code: "usd", countries: US, payment_providers: ["pp_system_default"] },
        { name: "Europe", currency_code: "eur", countries: EUROPE, payment_providers: ["pp_system_default"] },
      ],
    },
  });
  await createTaxRegionsWorkflow(container).run({
    input: [...US, ...EUROPE].map((country_code) => ({ country_code, provider_id: "tp_system" })),
  });
  const of = (currency: string) =>
    first(
      result.filter((region) => region.currency_code === currency),
      `region in ${currency}`,
    ).id;
  return { us: of("usd"), europe: of("eur") };
}

async function warehouse(container: Container, channel: string): Promise<string> {
  const { result } = await createStockLocationsWorkflow(container).run({
    input: {
      locations: [
        { name: "Main warehouse", address: { city: "New York", country_code: "US", address_1: "1 Main Street" } },
      ],
    },
  });
  const { id } = first(result, "stock location");
  await container.resolve(ContainerRegistrationKeys.LINK).create({
    [Modules.STOCK_LOCATION]: { stock_location_id: id },
    [Modules.FULFILLMENT]: { fulfillment_provider_id: "manual_manual" },
  });
  await linkSalesChannelsToStockLocationWorkflow(container).run({ input: { id, add: [channel] } });
  return id;
}

async function storeSettings(container: Container, channel: string, location: string, region: string): Promise<void> {
  const store = first(await container.resolve(Modules.STORE).listStores(), "store");
  await updateStoresWorkflow(container).run({
    input: {
      selector: { id: store.id },
      update: {
        supported_currencies: [{ currency_code: "usd", is_default: true }, { currency_code: "eur" }],
        default_sales_channel_id: channel,
        default_location_id: location,
        default_region_id: region,
      },
    },
  });
}

async function shippingProfile(container: Container): Promise<string> {
  const [existing] = await container.resolve(Modules.FULFILLMENT).listShippingProfiles({ type: "default" });
  if (existing) return existing.id;
  const { result } = await createShippingProfilesWorkflow(container).run({
    input: { data: [{ name: "Default", type: "default" }] },
  });
  return first(result, "shipping profile").id;
}

async function delivery(
  container: Container,
  location: string,
  profile: string,
  regions: { us: string; europe: string },
): Promise<void> {
  const set = await container.resolve(Modules.FULFILLMENT).createFulfillmentSets({
    name: "Delivery",
    type: "shipping",
    service_zones: [
      {
        name: "United States and Europe",
        geo_zones: [...US, ...EUROPE].map((country_code) => ({ country_code, type: "country" as const })),
      },
    ],
  });
  await container.resolve(ContainerRegistrationKeys.LINK).create({
    [Modules.STOCK_LOCATION]: { stock_location_id: location },
    [Modules.FULFILLMENT]: { fulfillment_set_id: set.id },
  });
  const zone = first(set.service_zones, "service zone").id;
  const option = (name: string, description: string, amount: number) => ({
    name,
    price_type: "flat" as const,
    provider_id: "manual_manual",
    service_zone_id: zone,
    shipping_profile_id: profile,
    type: { label: name, description, code: name.toLowerCase() },
    prices: [
      { currency_code: "usd", amount },
      { currency_code: "eur", amount },
      { region_id: regions.us, amount },
      { region_id: regions.europe, amount },
    ],
    rules: [
      { attribute: "enabled_in_store", value: "true", operator: "eq" as const },
      { attribute: "is_return", value: "false", operator: "eq" as const },
    ],
  });
  await createShippingOptionsWorkflow(container).run({
    input: [option("Standard", "In 2 to 4 days", 5), option("Express", "The next working day", 12)],
  });
}

async function publishableKey(container: Container, channel: string): Promise<void> {
  const { result } = await createApiKeysWorkflow(container).run({
    input: { api_keys: [{ title: "Storefront", type: "publishable", created_by: "" }] },
  });
  const { id } = first(result, "publishable key");
  await linkSalesChannelsToApiKeyWorkflow(container).run({ input: { id, add: [channel] } });
}

async function products(container: Container, channel: string, profile: string): Promise<void> {
  const names = [...new Set(sampleCatalogue.map(({ category }) => category))];
  const { result: categories } = await createProductCategoriesWorkflow(container).run({
    input: {
      product_categories: names.map((name) => ({
        name,
        handle: name.toLowerCase(),
        is_active: true,
        is_internal: false,
      })),
    },
  });
  const categoryId = (name: string) =>
    first(
      categories.filter((category) => category.name === name),
      `category ${name}`,
    ).id;
  await createProductsWorkflow(container).run({
    input: {
      products: sampleCatalogue.map((product) => ({
        title: product.title,
        handle: product.handle,
        description: product.description,
        status: ProductStatus.PUBLISHED,
        category_ids: [categoryId(product.category)],
        shipping_profile_id: profile,
        weight: product.grams,
        thumbnail: `/samples/${product.handle}.svg`,
        images: [{ url: `/samples/${product.handle}.svg` }],
        options: [{ title: product.option.title, values: [...product.option.values] }],
        variants: product.option.values.map((value) => ({
          title: value,
          sku: `${product.handle}-${value}`.toUpperCase().replace(/\s+/g, "-"),
          options: { [product.option.title]: value },
          manage_inventory: true,
          prices: [
            { currency_code: "usd", amount: product.usd },
            { currency_code: "eur", amount: product.eur },
          ],
        })),
        sales_channels: [{ id: channel }],
      })),
    },
  });
}

async function stock(container: Container, location: string): Promise<void> {
  const { data: items } = await container
    .resolve(ContainerRegistrationKeys.QUERY)
    .graph({ entity: "inventory_item", fields: ["id"] });
  await createInventoryLevelsWorkflow(container).run({
    input: {
      inventory_levels: items.map(({ id }) => ({
        location_id: location,
        stocked_quantity: STOCK,
        inventory_item_id: id,
      })),
    },
  });
}
