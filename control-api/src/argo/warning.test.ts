import { expect, test } from "vitest";
import { readWarning, warnings } from "./warning.ts";
import type { WatchChange } from "./watchReducer.ts";

const now = Date.parse("2026-01-01T12:00:00Z");
const at = (secondsAgo: number) => new Date(now - secondsAgo * 1000).toISOString();

function event(reason: string, firstAgo: number, lastAgo: number, changes: object = {}) {
  return {
    metadata: { name: `shop.${reason}`, namespace: "store-acme", uid: reason, resourceVersion: "1" },
    type: "Warning",
    involvedObject: { kind: "Pod", name: "shop-1" },
    reason,
    message: `${reason} happened`,
    firstTimestamp: at(firstAgo),
    lastTimestamp: at(lastAgo),
    ...changes,
  };
}

function told(...events: object[]): string[] {
  const kept = warnings();
  for (const raw of events) {
    const after = readWarning(raw);
    if (after) kept.take([{ name: after.name, after }], now);
  }
  return kept.of("acme", now).map(({ reason }) => reason);
}

test("what goes on is told, newest first", () => {
  expect(told(event("FailedCreate", 60, 60), event("Unhealthy", 90, 5))).toEqual(["Unhealthy", "FailedCreate"]);
});

test("what happens at every start for a moment isn't told", () => {
  expect(told(event("Unhealthy", 10, 1), event("FailedMount", 12, 10))).toEqual([]);
});

test("what is over isn't told", () => {
  expect(told(event("FailedCreate", 3600, 1800))).toEqual([]);
});

test("other namespaces, ordinary events and other reasons say nothing of a store", () => {
  expect(
    told(
      event("FailedCreate", 60, 60, { metadata: { name: "x", namespace: "default", uid: "x", resourceVersion: "1" } }),
      event("FailedCreate", 60, 60, { type: "Normal" }),
      event("BackOff", 60, 1),
    ),
  ).toEqual([]);
});

test("events of the newer kind have a series instead of times", () => {
  const raw = event("FailedScheduling", 0, 0, {
    firstTimestamp: null,
    lastTimestamp: null,
    eventTime: at(300),
    series: { count: 9, lastObservedTime: at(3) },
  });
  expect(told(raw)).toEqual(["FailedScheduling"]);
});

test("an event that is gone is forgotten", () => {
  const kept = warnings();
  const after = readWarning(event("FailedCreate", 60, 60));
  expect(after).toBeDefined();
  if (!after) return;
  kept.take([{ name: after.name, after }], now);
  const gone: WatchChange<typeof after> = { name: after.name, before: after };
  expect([...kept.take([gone], now)]).toEqual(["acme"]);
  expect(kept.of("acme", now)).toEqual([]);
});

test("what was heard of within its second is told with the time it was heard, since the event's own is a whole second", () => {
  const kept = warnings();
  const after = readWarning(event("FailedCreate", 0, 0));
  if (!after) throw new Error("no warning");
  kept.take([{ name: after.name, after }], now + 250);
  expect(kept.of("acme", now + 250)[0]?.at).toBe(now + 250);
  // After a start of the process it may have happened until the end of its second.
  kept.take([{ name: after.name, after }], now + 60_000);
  expect(kept.of("acme", now + 60_000)[0]?.at).toBe(now + 999);
});
