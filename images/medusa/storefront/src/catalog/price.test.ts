import type { HttpTypes } from "@medusajs/types";
import { describe, expect, it } from "vitest";
import { formatPrice, lowestPrice, variantPrice } from "./price.ts";

function variant(amount: number | null, before = amount): HttpTypes.StoreProductVariant {
  const price = { calculated_amount: amount, original_amount: before, currency_code: "usd" };
  return { id: `v${amount}`, calculated_price: price } as unknown as HttpTypes.StoreProductVariant;
}

function product(...variants: HttpTypes.StoreProductVariant[]): HttpTypes.StoreProduct {
  return { id: "p", variants } as unknown as HttpTypes.StoreProduct;
}

describe("formatPrice", () => {
  it("writes the currency as the shopper's language does", () => {
    expect(formatPrice(29.99, "usd", "en-US")).toBe("$29.99");
    expect(formatPrice(27.99, "eur", "de-DE")).toBe("27,99\u00a0€");
  });
});

describe("variantPrice", () => {
  it("tells the price before a sale", () => {
    expect(variantPrice(variant(20, 30))).toEqual({ amount: 20, currency: "usd", before: 30 });
    expect(variantPrice(variant(20))).toEqual({ amount: 20, currency: "usd" });
  });

  it("is undefined where the variant isn't sold", () => {
    expect(variantPrice(variant(null))).toBeUndefined();
  });
});

describe("lowestPrice", () => {
  it("says whether other variants cost more", () => {
    expect(lowestPrice(product(variant(20), variant(15)))).toEqual({
      price: { amount: 15, currency: "usd" },
      varies: true,
    });
    expect(lowestPrice(product(variant(15), variant(15)))?.varies).toBe(false);
    expect(lowestPrice(product())).toBeUndefined();
  });

  it("takes a free variant for what it is", () => {
    expect(lowestPrice(product(variant(0), variant(15)))?.price.amount).toBe(0);
  });
});
