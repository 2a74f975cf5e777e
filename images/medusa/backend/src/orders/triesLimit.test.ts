import { expect, it } from "vitest";
import { TriesLimit } from "./triesLimit";

it("refuses a key its further tries until its time is over, and no other key", () => {
  const limit = new TriesLimit(2, 1000, 10);
  expect([0, 1, 2].map((now) => limit.allows("ann", now))).toEqual([true, true, false]);
  expect(limit.allows("bob", 3)).toBe(true);
  expect(limit.allows("ann", 999)).toBe(false);
  expect(limit.allows("ann", 1000)).toBe(true);
});

it("forgets the oldest beyond its size", () => {
  const limit = new TriesLimit(1, 1000, 2);
  for (const key of ["a", "b", "c"]) limit.allows(key, 0);
  expect(limit.allows("c", 1)).toBe(false);
  expect(limit.allows("a", 1)).toBe(true);
});
