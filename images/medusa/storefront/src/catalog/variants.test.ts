import type { HttpTypes } from "@medusajs/types";
import { describe, expect, it } from "vitest";
import { available, findVariant, firstVariant, productOptions } from "./variants.ts";

function variant(id: string, rank: number, stock: number, values: Record<string, string>) {
  return {
    id,
    variant_rank: rank,
    manage_inventory: true,
    allow_backorder: false,
    inventory_quantity: stock,
    options: Object.entries(values).map(([option_id, value]) => ({ option_id, value })),
  };
}

const shirt = {
  options: [
    { id: "size", title: "Size" },
    { id: "colour", title: "Colour" },
  ],
  variants: [
    variant("l-red", 2, 3, { size: "L", colour: "Red" }),
    variant("s-blue", 0, 0, { size: "S", colour: "Blue" }),
    variant("m-blue", 1, 7, { size: "M", colour: "Blue" }),
  ],
} as unknown as HttpTypes.StoreProduct;

describe("productOptions", () => {
  it("orders values as the merchant ordered the variants", () => {
    expect(productOptions(shirt)).toEqual([
      { id: "size", title: "Size", values: ["S", "M", "L"] },
      { id: "colour", title: "Colour", values: ["Blue", "Red"] },
    ]);
  });
});

describe("findVariant", () => {
  it("finds the variant that all options describe", () => {
    expect(findVariant(shirt, { size: "M", colour: "Blue" })?.id).toBe("m-blue");
    expect(findVariant(shirt, { size: "M", colour: "Red" })).toBeUndefined();
  });
});

describe("firstVariant", () => {
  it("is the first that can be bought", () => {
    expect(firstVariant(shirt)?.id).toBe("m-blue");
  });
});

describe("available", () => {
  it("is unlimited where stock isn't counted or may run out", () => {
    const counted = variant("x", 0, 2, {}) as unknown as HttpTypes.StoreProductVariant;
    expect(available(counted)).toBe(2);
    expect(available({ ...counted, manage_inventory: false })).toBe(Number.POSITIVE_INFINITY);
    expect(available({ ...counted, allow_backorder: true })).toBe(Number.POSITIVE_INFINITY);
  });
});
