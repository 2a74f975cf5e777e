import { expect, test } from "vitest";
import { parseStreamEvent } from "./streamEvents.ts";

test("known events are read", () => {
  expect(parseStreamEvent("store-removed", '{"name":"acme"}')).toEqual({ type: "store-removed", name: "acme" });
  expect(parseStreamEvent("blocked", "[]")).toEqual({ type: "blocked", files: [] });
});

test("unknown and broken events are left out instead of breaking the page", () => {
  expect(parseStreamEvent("wave", "{}")).toBeUndefined();
  expect(parseStreamEvent("store", "not json")).toBeUndefined();
  expect(parseStreamEvent("store", "null")).toBeUndefined();
  expect(parseStreamEvent("store", "{}")).toBeUndefined();
});
