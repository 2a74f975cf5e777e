import { afterEach, expect, test, vi } from "vitest";
import { applicationOf, memoryArgoCd } from "../testing/memoryArgoCd.ts";
import { memoryRepository } from "../testing/memoryRepository.ts";
import { testView } from "../testing/testView.ts";
import { Rollout } from "./rollout.ts";
import { storePath } from "./storePath.ts";

const text = (suffix = "") => `store: { engine: medusa, chartVersion: 1.0.0, owner: alice@example.com }\n${suffix}`;
const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

function platform() {
  const repository = memoryRepository();
  const argo = memoryArgoCd();
  const view = testView(repository, argo);
  const log = { info: () => undefined, warn: () => undefined };
  const rollout = new Rollout({ repository, argo, view, log });
  view.start();
  rollout.start();
  cleanUps.push(
    () => rollout.close(),
    () => view.close(),
  );
  const push = (name: string, content: string) => repository.push({ [storePath(name)]: content });
  const remove = (name: string) => repository.push({ [storePath(name)]: undefined });
  return { argo, push, remove };
}

const running = (revision: string | undefined, startedAt: Date) => ({
  phase: "Running",
  startedAt: startedAt.toISOString(),
  retries: 0,
  results: [],
  ...(revision !== undefined && { revision }),
});

test("a new store's set is asked again until the Application is there: one question can be swallowed", async () => {
  const { argo, push } = platform();
  const revision = push("acme", text());
  await vi.waitFor(() => expect(argo.asked.length).toBeGreaterThanOrEqual(2));
  expect(new Set(argo.asked)).toEqual(new Set(["refresh set stores-all"]));
  argo.set(applicationOf("acme", revision));
  const asked = argo.asked.length;
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  expect(argo.asked.length).toBe(asked);
});

test("a set that can't be rendered is asked again when a file of it goes, since that may have been the broken one", async () => {
  const { argo, push, remove } = platform();
  argo.set(applicationOf("acme", push("acme", text())));
  push("broken", "store: [");
  argo.setSetError("unable to process file");
  argo.asked.length = 0;
  remove("broken");
  await vi.waitFor(() => expect(argo.asked).toEqual(["refresh set stores-all"]));
});

test("a changed store's Application is refreshed, and no other's", async () => {
  const { argo, push } = platform();
  const first = push("acme", text());
  argo.set(applicationOf("acme", first));
  const other = push("other", text());
  argo.set(applicationOf("other", other));
  argo.asked.length = 0;
  push("acme", text("redis: {}\n"));
  await vi.waitFor(() => expect(argo.asked).toContain("refresh store-acme"));
  expect(argo.asked).not.toContain("refresh store-other");
});

test("a new Application is compared without being asked, and asked for when that doesn't come", async () => {
  const { argo, push } = platform();
  push("acme", text());
  const createdAt = Date.now();
  const {
    reconciledAt: _,
    operation: __,
    ...made
  } = applicationOf("acme", "", { createdAt, sync: {}, deployments: [] });
  argo.set(made);
  await vi.waitFor(() => expect(argo.asked).toContain("refresh store-acme"));
  expect(Date.now() - createdAt).toBeGreaterThanOrEqual(3_000);
});

test("an engine or cluster that was put right again is written into the Application, though the chart version is the same", async () => {
  const { argo, push } = platform();
  const first = push("acme", text());
  argo.set(applicationOf("acme", first));
  const wrong = [
    { source: { path: "charts/woocommerce/1.0.0", valueFiles: [] } },
    { destination: { cluster: "elsewhere" } },
  ];
  for (const [index, changes] of wrong.entries()) {
    argo.set(applicationOf("acme", first, changes));
    argo.asked.length = 0;
    push("acme", text(`redis: { enabled: ${index === 0} }\n`));
    await vi.waitFor(() =>
      expect(argo.asked).toEqual(expect.arrayContaining(["refresh set stores-all", "refresh store-acme"])),
    );
  }
});

test("an old operation of a commit that a newer one replaced is ended", async () => {
  const { argo, push } = platform();
  const first = push("acme", text());
  const long = new Date(Date.now() - 60_000);
  argo.set(applicationOf("acme", first, { operation: running(first, long) }));
  push("acme", text("redis: {}\n"));
  await vi.waitFor(() => expect(argo.asked).toContain("terminate store-acme"));
});

test("an undo that Argo CD passes over, because the commit it undoes failed, is synced", async () => {
  const { argo, push } = platform();
  const first = push("acme", text());
  const undo = push("acme", text("redis: {}\n"));
  const failed = { ...running(first, new Date(Date.now() - 60_000)), phase: "Failed", finishedAt: Date.now() };
  const outOfSync = { status: "OutOfSync", revision: undo };
  argo.set(applicationOf("acme", undo, { operation: failed, sync: outOfSync }));
  await vi.waitFor(() => expect(argo.asked).toContain("sync store-acme for storeplane"));
  argo.set(applicationOf("acme", undo, { operation: { ...failed, revision: undo }, sync: outOfSync }));
  argo.asked.length = 0;
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(argo.asked.filter((asked) => asked.startsWith("sync"))).toEqual([]);
});

test("a migration that runs isn't cut off; one whose pod can't start is", async () => {
  const { argo, push } = platform();
  const first = push("acme", text());
  const job = { kind: "Job", name: "migrate-1", hookType: "PreSync", hookPhase: "Running" };
  const operation = { ...running(first, new Date(Date.now() - 60_000)), results: [job] };
  argo.set(applicationOf("acme", first, { operation }));
  push("acme", text("redis: {}\n"));
  await vi.waitFor(() => expect(argo.asked).toContain("refresh store-acme"));
  expect(argo.asked).not.toContain("terminate store-acme");
  argo.setTroubles("acme", [{ pod: "migrate-1-abc", reason: "ImagePullBackOff", message: "" }]);
  await vi.waitFor(() => expect(argo.asked).toContain("terminate store-acme"), { timeout: 5_000 });
});

test("an operation of the wanted commit that waits for its next try is left alone", async () => {
  const { argo, push } = platform();
  const revision = push("acme", text());
  await vi.waitFor(() => expect(argo.asked.length).toBeGreaterThan(0));
  argo.set(applicationOf("acme", revision, { operation: running(undefined, new Date(Date.now() + 1_000)) }));
  push("other", text());
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(argo.asked).not.toContain("terminate store-acme");
});

test("a store whose Application goes although its file is wanted is made anew at once", async () => {
  const { argo, push } = platform();
  const revision = push("acme", text());
  argo.set(applicationOf("acme", revision));
  argo.asked.length = 0;
  argo.remove("acme");
  await vi.waitFor(() => expect(argo.asked).toContain("refresh set stores-all"));
});
