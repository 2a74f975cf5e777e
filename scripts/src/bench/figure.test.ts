import { expect, test } from "vitest";
import { median, p95 } from "./figure.ts";

test("the median of an odd number of samples is the middle one, of an even number the mean of the middle two", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(() => median([])).toThrow(RangeError);
});

test("95 of 100 samples don't exceed the 95th percentile", () => {
  expect(p95(Array.from({ length: 100 }, (_, index) => 100 - index))).toBe(95);
  expect(p95([7])).toBe(7);
  expect(() => p95([])).toThrow(RangeError);
});
