import type { HttpTypes } from "@medusajs/types";

/** An amount in words a shopper knows, e.g. $29.99; the amount is in whole units of the currency. */
export function formatPrice(amount: number, currency: string, locale?: string): string {
  return new Intl.NumberFormat(locale, { style: "currency", currency: currency.toUpperCase() }).format(amount);
}

/** What a variant costs in the region it was asked for. */
export interface Price {
  readonly amount: number;
  readonly currency: string;
  /** The price before a sale; absent without one. */
  readonly before?: number;
}

/** The price of a variant; undefined when it isn't sold in the region. */
export function variantPrice(variant: HttpTypes.StoreProductVariant): Price | undefined {
  const {
    calculated_amount: amount,
    original_amount: before,
    currency_code: currency,
  } = variant.calculated_price ?? {};
  if (typeof amount !== "number" || typeof currency !== "string") return undefined;
  return { amount, currency, ...(typeof before === "number" && before > amount ? { before } : {}) };
}

/** The lowest price of a product and whether other variants cost more; undefined when none is sold in the region. */
export function lowestPrice(product: HttpTypes.StoreProduct): { price: Price; varies: boolean } | undefined {
  const prices = (product.variants ?? []).map(variantPrice).filter((price) => price !== undefined);
  const [lowest, ...others] = prices.sort((one, other) => one.amount - other.amount);
  return lowest && { price: lowest, varies: others.some(({ amount }) => amount !== lowest.amount) };
}
