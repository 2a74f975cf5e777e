import { expect, test } from "vitest";
import { WatchLag } from "./watchObserver.ts";

const item = (name: string, resourceVersion: string) => ({ name, uid: name, resourceVersion });

function measured() {
  const told: number[] = [];
  return { told, lag: new WatchLag((seconds) => told.push(seconds)) };
}

test("the time until the watch shows a change of ours is told once, not for older versions", async () => {
  const { told, lag } = measured();
  lag.sent("acme", "100", "99");
  lag.seen([{ name: "acme", after: item("acme", "99") }]);
  lag.seen([{ name: "other", after: item("other", "200") }]);
  expect(told).toEqual([]);
  await new Promise((resolve) => setTimeout(resolve, 20));
  lag.seen([{ name: "acme", after: item("acme", "101") }]);
  lag.seen([{ name: "acme", after: item("acme", "102") }]);
  expect(told).toHaveLength(1);
  expect(told[0]).toBeGreaterThan(0.01);
});

test("a watch that was quicker than the answer has no lag, and what is gone is forgotten", () => {
  const { told, lag } = measured();
  lag.sent("acme", "100", "100");
  expect(told).toEqual([0]);
  lag.sent("gone", "100", "99");
  lag.seen([{ name: "gone", before: item("gone", "99") }]);
  lag.seen([{ name: "gone", after: item("gone", "300") }]);
  expect(told).toEqual([0]);
});
