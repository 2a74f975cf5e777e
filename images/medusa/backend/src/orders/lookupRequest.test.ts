import { expect, it } from "vitest";
import { literally, readLookup } from "./lookupRequest";

it("takes the number as it is shown and evens out the address", () => {
  expect(readLookup({ email: " Ann@Example.com ", number: " #12 " })).toEqual({ email: "ann@example.com", number: 12 });
  expect(readLookup({ email: "ann@example.com", number: 7 })).toEqual({ email: "ann@example.com", number: 7 });
});

it.each([
  undefined,
  "text",
  { email: "ann@example.com" },
  { email: "ann", number: 1 },
  { email: { $ne: "" }, number: 1 },
  { email: "ann@example.com", number: { $gt: 0 } },
  { email: "ann@example.com", number: "1e3" },
  { email: "ann@example.com", number: "12345678901" },
])("refuses %j", (body) => {
  expect(readLookup(body)).toBeUndefined();
});

it("makes a pattern in which nothing stands for anything else", () => {
  expect(literally("a_n%@ex\\ample.com")).toBe("a\\_n\\%@ex\\\\ample.com");
});
