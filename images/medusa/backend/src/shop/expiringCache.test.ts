import { expect, it } from "vitest";
import { ExpiringCache } from "./expiringCache";

it("loads once for callers at the same time and again after its time", async () => {
  const cache = new ExpiringCache<number>(20, 10);
  let loads = 0;
  const load = async () => ++loads;
  expect(await Promise.all([cache.get("a", load), cache.get("a", load)])).toEqual([1, 1]);
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(await cache.get("a", load)).toBe(2);
});

it("keeps no failure", async () => {
  const cache = new ExpiringCache<number>(10_000, 10);
  await expect(cache.get("a", async () => Promise.reject(new Error("down")))).rejects.toThrow("down");
  expect(await cache.get("a", async () => 1)).toBe(1);
});

it("drops the oldest beyond its limit", async () => {
  const cache = new ExpiringCache<string>(10_000, 2);
  for (const key of ["a", "b", "c"]) await cache.get(key, async () => key);
  expect(await cache.get("a", async () => "again")).toBe("again");
  expect(await cache.get("c", async () => "again")).toBe("c");
});
