import type { HttpTypes } from "@medusajs/types";

/** A choice that a product asks for, such as the size, with its values in the order of the variants. */
export interface ProductOption {
  readonly id: string;
  readonly title: string;
  readonly values: readonly string[];
}

/** The chosen value of each option, by the option's id. */
export type Selection = Readonly<Record<string, string>>;

function ranked(product: HttpTypes.StoreProduct): HttpTypes.StoreProductVariant[] {
  return [...(product.variants ?? [])].sort((one, other) => (one.variant_rank ?? 0) - (other.variant_rank ?? 0));
}

/** What a variant's options are set to. */
export function selectionOf(variant: HttpTypes.StoreProductVariant): Selection {
  return Object.fromEntries((variant.options ?? []).map(({ option_id, value }) => [option_id ?? "", value]));
}

/** The options of a product that leave a choice, their values ordered as the merchant ordered the variants. */
export function productOptions(product: HttpTypes.StoreProduct): ProductOption[] {
  const selections = ranked(product).map(selectionOf);
  return (product.options ?? []).map(({ id, title }) => ({
    id,
    title,
    values: [...new Set(selections.map((selection) => selection[id]).filter((value) => value !== undefined))],
  }));
}

/** The variant that a selection describes. */
export function findVariant(
  product: HttpTypes.StoreProduct,
  selection: Selection,
): HttpTypes.StoreProductVariant | undefined {
  return product.variants?.find((variant) =>
    Object.entries(selectionOf(variant)).every(([option, value]) => selection[option] === value),
  );
}

/** How many of a variant can be bought now; unlimited where stock isn't counted. */
export function available(variant: HttpTypes.StoreProductVariant): number {
  if (!variant.manage_inventory || variant.allow_backorder) return Number.POSITIVE_INFINITY;
  return Math.max(0, variant.inventory_quantity ?? 0);
}

/** The variant that a product page shows first: the first that can be bought. */
export function firstVariant(product: HttpTypes.StoreProduct): HttpTypes.StoreProductVariant | undefined {
  const variants = ranked(product);
  return variants.find((variant) => available(variant) > 0) ?? variants[0];
}
