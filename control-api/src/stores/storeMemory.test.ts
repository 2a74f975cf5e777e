import { expect, test } from "vitest";
import type { Application } from "../argo/application.ts";
import { applicationOf } from "../testing/memoryArgoCd.ts";
import { follow, newMemory, type StoreMemory } from "./storeMemory.ts";

const minute = 60_000;
const timeout = 10 * minute;
const now = Date.parse("2026-01-01T12:00:00Z");
const [older, commit] = ["a".repeat(40), "b".repeat(40)];

/** What a process that has just started makes of a store. */
function firstLook(
  changes: Partial<Application>,
  desired: StoreMemory["desired"] = { commit, since: now - 60 * minute },
) {
  const memory = { ...newMemory(), desired };
  follow(memory, applicationOf("acme", commit, changes), { timeout, reaches: (revision) => revision === commit });
  return memory;
}

test("a store that is healthy was ready since then", () => {
  const since = now - 30 * minute;
  expect(firstLook({ health: { status: "Healthy", since } })).toMatchObject({ everReady: true, readyAt: since });
});

test("what broke long after it was deployed was ready at its commit", () => {
  const changes = {
    deployments: [{ revision: commit, at: now - 50 * minute }],
    health: { status: "Degraded", since: now - 5 * minute },
  };
  expect(firstLook(changes)).toMatchObject({ everReady: true, settledCommit: commit });
});

test("what restarts after it was deployed was ready at its commit", () => {
  const changes = {
    deployments: [{ revision: commit, at: now - 50 * minute }],
    health: { status: "Progressing", since: now - 45 * minute },
  };
  expect(firstLook(changes)).toMatchObject({ everReady: true, settledCommit: commit });
});

test("what never got further than its deployment wasn't ready, however long ago that was", () => {
  const changes = {
    deployments: [{ revision: commit, at: now - 50 * minute }],
    health: { status: "Progressing", since: now - 50 * minute + 2_000 },
  };
  const memory = firstLook(changes);
  expect(memory.everReady).toBe(false);
  expect(memory.settledCommit).toBeUndefined();
});

test("what gave up starting in the time a commit may take wasn't ready", () => {
  const changes = {
    deployments: [{ revision: commit, at: now - 50 * minute }],
    health: { status: "Degraded", since: now - 45 * minute },
  };
  expect(firstLook(changes).settledCommit).toBeUndefined();
});

test("what was deployed before counts as having run, and its last commit as not yet ready", () => {
  const changes = {
    deployments: [
      { revision: older, at: now - 90 * minute },
      { revision: commit, at: now - 2 * minute },
    ],
    health: { status: "Progressing", since: now - 2 * minute },
  };
  const memory = firstLook(changes);
  expect(memory.everReady).toBe(true);
  expect(memory.settledCommit).toBeUndefined();
});

test("a commit of somebody's that was pushed late counts from when Argo CD took it up", () => {
  const madeAt = now - 86_400_000;
  const changes = { deployments: [{ revision: commit, at: now - 3 * minute }] };
  expect(firstLook(changes, { commit, since: now, madeAt }).desired).toEqual({ commit, since: now - 3 * minute });
});

test("one that Argo CD hasn't taken up yet counts from now", () => {
  const madeAt = now - 86_400_000;
  const changes = { deployments: [{ revision: older, at: now - 3 * minute }], operation: undefined };
  const { operation: _, ...rest } = changes;
  const memory = { ...newMemory(), desired: { commit, since: now, madeAt } };
  const { operation: __, ...application } = applicationOf("acme", older, rest);
  follow(memory, application, { timeout, reaches: (revision) => revision === commit });
  expect(memory.desired).toEqual({ commit, since: now, madeAt });
});

test("another Application of the same name begins anew", () => {
  const memory = firstLook({ health: { status: "Healthy", since: now } });
  follow(memory, applicationOf("acme", commit, { uid: "other" }), { timeout, reaches: () => true });
  expect(memory).toMatchObject({ everReady: false });
  expect(memory.readyAt).toBeUndefined();
});
