import { expect, test } from "vitest";
import type { TrafficNote } from "../db/trafficNotes.ts";
import type { Commit } from "../git/storesRepository.ts";
import { day, decideIdle, type IdleCandidate, noteOf } from "./idleStores.ts";
import { platformActor } from "./platformActor.ts";

const now = Date.parse("2026-06-01T12:00:00Z");
const rules = { suspendDays: 30, deleteDays: 90, requestsPerDay: 0 };
const ago = (days: number) => now - days * day;
const at = (days: number) => new Date(ago(days)).toISOString();

function commit(days: number, actor = "alice@example.com"): Commit {
  const author = { name: actor, email: actor };
  return { id: "c", subject: "s", body: "", author, committedAt: at(days), verified: true, actor, parents: [] };
}

function store(name: string, changes: Partial<IdleCandidate> & { seen?: Partial<TrafficNote> } = {}): IdleCandidate {
  const { seen, ...rest } = changes;
  const note = { store: name, counter: 5, readAt: now, watchedSince: ago(400), day: 0, requests: 0, ...seen };
  return { name, phase: "Ready", suspended: false, createdAt: at(400), lastCommit: commit(400), note, ...rest };
}

const decide = (...stores: IdleCandidate[]) =>
  decideIdle(stores, rules, now).map(({ name, what }) => `${what} ${name}`);

test("a store that nobody visited for the given days is suspended", () => {
  expect(decide(store("a", { seen: { visitedAt: ago(31) } }), store("b", { seen: { visitedAt: ago(29) } }))).toEqual([
    "suspend a",
  ]);
});

test("never in its first days, and never soon after somebody changed or resumed it", () => {
  expect(decide(store("a", { createdAt: at(29) }), store("b", { lastCommit: commit(1) }))).toEqual([]);
});

test("what wasn't watched for that long isn't known to be idle", () => {
  expect(decide(store("a", { seen: { watchedSince: ago(29) } }))).toEqual([]);
});

test("what doesn't run isn't touched", () => {
  expect(
    decide(store("a", { phase: "Updating" }), store("b", { phase: "Blocked" }), store("c", { phase: "Deleting" })),
  ).toEqual([]);
});

test("no more than three at a time, longest idle first", () => {
  const stores = [40, 45, 50, 55, 60].map((days) => store(`s${days}`, { seen: { visitedAt: ago(days) } }));
  expect(decide(...stores)).toEqual(["suspend s60", "suspend s55", "suspend s50"]);
});

test("only what the platform itself suspended is deleted, and only after its days", () => {
  const suspended = { suspended: true, phase: "Suspended" } as const;
  expect(
    decide(
      store("old", { ...suspended, lastCommit: commit(91, platformActor) }),
      store("young", { ...suspended, lastCommit: commit(89, platformActor) }),
      store("asked-for", { ...suspended, lastCommit: commit(91, platformActor), seen: { visitedAt: ago(2) } }),
      store("on-purpose", { ...suspended, lastCommit: commit(300) }),
    ),
  ).toEqual(["delete old"]);
});

test("both are off by default", () => {
  const off = { ...rules, suspendDays: 0, deleteDays: 0 };
  const suspended = store("b", { suspended: true, lastCommit: commit(300, platformActor) });
  expect(decideIdle([store("a"), suspended], off, now)).toEqual([]);
});

test("a counter that rises is a visit; one that fell was started anew", () => {
  const before = noteOf("a", 100, now, undefined, 0);
  expect(before).toMatchObject({ watchedSince: now, requests: 0 });
  const quiet = noteOf("a", 100, now + 3_600_000, before, 0);
  expect(quiet.visitedAt).toBeUndefined();
  expect(noteOf("a", 101, now + 7_200_000, quiet, 0).visitedAt).toBe(now + 7_200_000);
  expect(noteOf("a", 2, now + 7_200_000, quiet, 0)).toMatchObject({ visitedAt: now + 7_200_000, requests: 2 });
});

test("a monitor's requests are no visits up to the given number a day", () => {
  let note = noteOf("a", 0, now, undefined, 300);
  for (let hour = 1; hour <= 48; hour += 1) note = noteOf("a", hour * 12, now + hour * 3_600_000, note, 300);
  expect(note.visitedAt).toBeUndefined();
  const busy = noteOf("a", note.counter + 400, now + 49 * 3_600_000, note, 300);
  expect(busy.visitedAt).toBe(now + 49 * 3_600_000);
});

test("after a gap in the readings watching begins anew", () => {
  const before = noteOf("a", 100, ago(60), undefined, 0);
  expect(noteOf("a", 100, now, before, 0).watchedSince).toBe(now);
});
