import { expect, test } from "vitest";
import { shareHeldUp } from "./eventLoop.ts";

const now = 1_000_000;
const beats = (late: number, every: number) =>
  Array.from({ length: Math.floor(60_000 / every) }, (_, index) => ({ at: now - index * every, late }));

test("a loop that is held up all the time is told from one that is merely busy", () => {
  expect(shareHeldUp(beats(19_000, 20_000), now, 0)).toBeGreaterThan(0.9);
  expect(shareHeldUp(beats(300, 1_300), now, 0)).toBeLessThan(0.3);
  expect(shareHeldUp(beats(0, 1_000), now, 0)).toBe(0);
});

test("one long stop is no stall once it is over, and a start isn't one either", () => {
  expect(shareHeldUp([{ at: now - 61_000, late: 59_000 }], now, 0)).toBe(0);
  expect(shareHeldUp([{ at: now, late: 59_000 }], now, now - 59_500)).toBe(0);
});
