import { afterEach, expect, test } from "vitest";
import { applicationOf, memoryArgoCd } from "../testing/memoryArgoCd.ts";
import { memoryRepository } from "../testing/memoryRepository.ts";
import { testView } from "../testing/testView.ts";
import { storePath } from "./storePath.ts";
import { syncStore } from "./syncStore.ts";

const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

function platform() {
  const repository = memoryRepository();
  const argo = memoryArgoCd();
  const view = testView(repository, argo);
  view.start();
  cleanUps.push(() => view.close());
  const revision = repository.push({
    [storePath("acme")]: "store: { engine: medusa, chartVersion: 1.0.0, owner: alice@example.com }\n",
  });
  const operation = (phase: string, ageSeconds: number, more: object = {}) => ({
    phase,
    revision,
    startedAt: new Date(Date.now() - ageSeconds * 1000).toISOString(),
    retries: 0,
    results: [],
    ...more,
  });
  return { argo, revision, operation, sync: () => syncStore({ argo, view }, "acme", "alice@example.com") };
}

test("what failed at its commit is synced again, in the caller's name", async () => {
  const { argo, revision, operation, sync } = platform();
  argo.set(applicationOf("acme", revision, { operation: operation("Failed", 30) }));
  expect(await sync()).toMatchObject({ state: "started", terminated: false });
  expect(argo.asked).toEqual(["refresh store-acme", "sync store-acme for alice@example.com"]);
});

test("a sync that runs is left to end", async () => {
  const { argo, revision, operation, sync } = platform();
  argo.set(applicationOf("acme", revision, { operation: operation("Running", 5) }));
  expect(await sync()).toMatchObject({ state: "running", terminated: false });
  expect(argo.asked).toEqual(["refresh store-acme"]);
});

test.each([
  ["runs for long", 120, {}],
  ["waits for its next try", 5, { retries: 2 }],
])("an operation that %s is ended first, and the sync starts when it is gone", async (_what, age, more) => {
  const { argo, revision, operation, sync } = platform();
  argo.set(applicationOf("acme", revision, { operation: operation("Running", age, more) }));
  const asking = sync();
  await expect.poll(() => argo.asked).toContain("terminate store-acme");
  expect(argo.asked).not.toContain("sync store-acme for alice@example.com");
  argo.set(applicationOf("acme", revision, { operation: operation("Failed", 120) }));
  expect(await asking).toMatchObject({ state: "started", terminated: true });
});

test("a migration that runs isn't cut off", async () => {
  const { argo, revision, operation, sync } = platform();
  const job = { kind: "Job", name: "migrate-1", hookType: "PreSync", hookPhase: "Running" };
  argo.set(applicationOf("acme", revision, { operation: operation("Running", 300, { results: [job] }) }));
  expect(await sync()).toMatchObject({ state: "running", detail: expect.stringContaining("migration") });
  expect(argo.asked).toEqual(["refresh store-acme"]);
});

test("where there is no Application yet its set is asked for it", async () => {
  const { argo, sync } = platform();
  expect(await sync()).toMatchObject({ state: "requested" });
  expect(argo.asked).toEqual(["refresh set stores-all"]);
});
