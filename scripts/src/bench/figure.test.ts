import { expect, test } from "vitest";
import { median } from "./figure.ts";

test("the median of an odd number of samples is the middle one, of an even number the mean of the middle two", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(() => median([])).toThrow(RangeError);
});
