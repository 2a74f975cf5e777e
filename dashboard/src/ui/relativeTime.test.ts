import { expect, test } from "vitest";
import { clock, duration, relativeTime } from "./relativeTime.ts";

const now = Date.parse("2026-03-01T12:00:00Z");
const before = (seconds: number) => relativeTime(now - seconds * 1_000, now);

test("moments are told in the largest unit that fits", () => {
  expect(before(3)).toBe("just now");
  expect(before(-4)).toBe("just now");
  expect(before(42)).toBe("42 seconds ago");
  expect(before(120)).toBe("2 minutes ago");
  expect(before(3_600 * 5)).toBe("5 hours ago");
  expect(before(86_400 * 3)).toBe("3 days ago");
  expect(before(86_400 * 400)).toBe("1 year ago");
});

test("a countdown never shows less than nothing", () => {
  expect(clock(245)).toBe("4:05");
  expect(clock(-3)).toBe("0:00");
});

test("durations are as exact as they are short", () => {
  expect(duration(9.44)).toBe("9.4 s");
  expect(duration(42)).toBe("42 s");
  expect(duration(200)).toBe("3 min 20 s");
});
