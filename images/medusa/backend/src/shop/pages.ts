import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys, QueryContext } from "@medusajs/framework/utils";
import { ExpiringCache } from "./expiringCache";
import { fixedPage } from "./fixedPages";
import { excerpt, type PageHead } from "./pageHead";
import type { StoreConfig } from "./storeConfig";

const cache = new ExpiringCache<PageHead>(30_000, 500);

/** What the page at this path says about itself; from the database for products and categories, kept for 30 s. */
export function pageAt(
  container: MedusaContainer,
  path: string,
  origin: string,
  config: StoreConfig,
): Promise<PageHead> {
  const [, kind, handle, ...rest] = path.split("/");
  const known = (kind === "products" || kind === "categories") && handle && rest.length === 0;
  if (!known) return Promise.resolve(fixedPage(path, origin, config));
  return cache.get(`${config.storeName} ${config.regionId} ${path}`, async () => {
    const name = decode(handle);
    const page =
      kind === "products"
        ? await productPage(container, name, origin, config)
        : await categoryPage(container, name, origin, config);
    return page ?? fixedPage(path, origin, config);
  });
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

async function productPage(
  container: MedusaContainer,
  handle: string,
  origin: string,
  config: StoreConfig,
): Promise<PageHead | undefined> {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "product",
    fields: ["title", "handle", "description", "thumbnail", "variants.calculated_price.*"],
    filters: { handle, status: "published" },
    context: {
      variants: {
        calculated_price: QueryContext({ region_id: config.regionId, currency_code: config.currencyCode }),
      },
    },
  });
  const product = data[0];
  if (!product) return undefined;
  const variants: unknown[] = product.variants ?? [];
  const prices = variants.map(priceOf).filter((amount) => amount !== undefined);
  return {
    status: 200,
    title: `${product.title} · ${config.storeName}`,
    description: excerpt(product.description || `${product.title} at ${config.storeName}.`),
    canonical: `${origin}/products/${encodeURIComponent(product.handle)}`,
    indexed: true,
    ...(product.thumbnail ? { image: new URL(product.thumbnail, origin).href } : {}),
    ...(prices.length > 0
      ? {
          product: {
            name: product.title,
            price: Math.min(...prices),
            currency: config.currencyCode.toUpperCase(),
          },
        }
      : {}),
  };
}

/** What the variant costs in the default region; undefined when it has no price there. */
function priceOf(variant: unknown): number | undefined {
  const price = field(variant, "calculated_price");
  const amount = field(price, "calculated_amount");
  return typeof amount === "number" && Number.isFinite(amount) ? amount : undefined;
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

async function categoryPage(
  container: MedusaContainer,
  handle: string,
  origin: string,
  config: StoreConfig,
): Promise<PageHead | undefined> {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "product_category",
    fields: ["name", "handle", "description"],
    filters: { handle, is_active: true, is_internal: false },
  });
  const category = data[0];
  if (!category) return undefined;
  return {
    status: 200,
    title: `${category.name} · ${config.storeName}`,
    description: excerpt(category.description || `${category.name} at ${config.storeName}.`),
    canonical: `${origin}/categories/${encodeURIComponent(category.handle)}`,
    indexed: true,
  };
}
