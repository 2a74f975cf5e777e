import { describe, expect, it } from "vitest";
import { formatDate, orderState } from "./orderState.ts";

describe("orderState", () => {
  it.each([
    ["pending", "not_fulfilled", "In preparation"],
    ["pending", "fulfilled", "In preparation"],
    ["pending", "partially_shipped", "Partly on its way"],
    ["pending", "shipped", "On its way"],
    ["completed", "delivered", "Delivered"],
    ["canceled", "not_fulfilled", "Canceled"],
  ] as const)("says of %s and %s: %s", (status, fulfillment_status, words) => {
    expect(orderState({ status, fulfillment_status })).toBe(words);
  });
});

it("writes a day as the shopper's language does", () => {
  expect(formatDate("2026-11-26T12:00:00Z", "en-US")).toBe("November 26, 2026");
});
