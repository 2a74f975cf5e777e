import { expect, it } from "vitest";
import { firstKnown } from "./knownAddress.ts";

it("takes each part from the first that has it, and nothing but parts of an address", () => {
  const cart = { country_code: "de", first_name: null, city: "" };
  const order = { country_code: "us", first_name: "Ann", city: "Austin", id: "ordaddr_1" };
  expect(firstKnown(cart, undefined, order, { phone: "555" })).toEqual({
    country_code: "de",
    first_name: "Ann",
    city: "Austin",
    phone: "555",
  });
  expect(firstKnown(null, undefined)).toEqual({});
});
