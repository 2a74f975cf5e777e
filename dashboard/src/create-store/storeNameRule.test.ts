import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { suggestDisplayName, whatIsWrongWithName } from "./storeNameRule.ts";

test("names the API takes are fine", () => {
  for (const name of ["a", "acme-shoes", "9lives", "a".repeat(40)]) expect(whatIsWrongWithName(name)).toBeUndefined();
});

test("each fault is told with its remedy", () => {
  expect(whatIsWrongWithName("")).toContain("Give");
  expect(whatIsWrongWithName("Acme")).toContain("small letters");
  expect(whatIsWrongWithName("my shop")).toContain("hyphens instead of spaces");
  expect(whatIsWrongWithName("-shop")).toContain("Begin and end");
  expect(whatIsWrongWithName("shop_1")).toContain("a to z");
  expect(whatIsWrongWithName("a".repeat(41))).toContain("40");
});

test("the rule is the API's", () => {
  const source = readFileSync(new URL("../../../control-api/src/http/schemas/names.ts", import.meta.url), "utf8");
  const ours = readFileSync(new URL("./storeNameRule.ts", import.meta.url), "utf8");
  const rule = /const STORE_NAME = (\/.*\/);/.exec(ours)?.[1] ?? "missing";
  expect(source).toContain(`.regex(\n    ${rule},`);
});

test("a display name is suggested from the name", () => {
  expect(suggestDisplayName("acme-shoes-")).toBe("Acme Shoes");
  expect(suggestDisplayName("")).toBe("");
});
