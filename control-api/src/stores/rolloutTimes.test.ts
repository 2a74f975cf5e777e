import { afterEach, expect, test, vi } from "vitest";
import { applicationOf, memoryArgoCd } from "../testing/memoryArgoCd.ts";
import { memoryRepository } from "../testing/memoryRepository.ts";
import { testView } from "../testing/testView.ts";
import { type FinishedRollout, RolloutTimes } from "./rolloutTimes.ts";
import { storePath } from "./storePath.ts";

const text = (more = "") => `store: { engine: medusa, chartVersion: 1.0.0, owner: alice@example.com${more} }\n`;
const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

interface Replica {
  readonly told: FinishedRollout[];
  stop(): void;
}

/** One cluster and one repository, as any number of replicas see them. */
function platform(claim: (commit: string, store: string) => Promise<boolean> = async () => true) {
  const repository = memoryRepository();
  const argo = memoryArgoCd();
  function replica(isOurs: (commit: string) => boolean = () => true): Replica {
    const view = testView(repository, argo);
    const told: FinishedRollout[] = [];
    const times = new RolloutTimes({
      repository,
      argo,
      view,
      log: { info: () => undefined },
      isOurs,
      claim,
      patience: 600_000,
      onReady: (rollout) => told.push(rollout),
    });
    view.start();
    times.start();
    const stop = () => {
      times.close();
      view.close();
    };
    cleanUps.push(stop);
    return { told, stop };
  }
  return { repository, argo, replica };
}

test("a store's creation is told once, with when its Application appeared, was synced and got healthy", async () => {
  const { repository, argo, replica } = platform();
  const { told } = replica();
  const revision = repository.push({ [storePath("acme")]: text() });
  const progressing = { sync: { status: "OutOfSync", revision }, health: { status: "Missing" } };
  argo.set(applicationOf("acme", revision, progressing));
  await new Promise((resolve) => setTimeout(resolve, 20));
  argo.set(applicationOf("acme", revision, { health: { status: "Progressing" } }));
  await new Promise((resolve) => setTimeout(resolve, 20));
  argo.set(applicationOf("acme", revision));
  await vi.waitFor(() => expect(told).toHaveLength(1));
  argo.set(applicationOf("acme", revision, { health: { status: "Degraded" } }));
  argo.set(applicationOf("acme", revision));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(told).toHaveLength(1);
  expect(told[0]).toMatchObject({ created: true, commit: { id: revision } });
  const { from, appeared = 0, synced = 0, healthy = 0, ready } = told[0]?.times ?? { from: 0, ready: 0 };
  expect([from, appeared, synced, healthy, ready]).toEqual(
    [from, appeared, synced, healthy, ready].sort((a, b) => a - b),
  );
  expect(synced - appeared).toBeGreaterThanOrEqual(15);
  expect(healthy - synced).toBeGreaterThanOrEqual(15);
});

test("a later commit is a rollout of its own, without the Application's appearance", async () => {
  const { repository, argo, replica } = platform();
  const { told } = replica();
  const first = repository.push({ [storePath("acme")]: text() });
  argo.set(applicationOf("acme", first));
  await vi.waitFor(() => expect(told).toHaveLength(1));
  const second = repository.push({ [storePath("acme")]: text(", displayName: Acme") });
  argo.set(applicationOf("acme", second));
  await vi.waitFor(() => expect(told).toHaveLength(2));
  expect(told[1]).toMatchObject({ created: false, commit: { id: second } });
  expect(told[1]?.times.appeared).toBeUndefined();
});

test("of several replicas one tells; where nobody can say which, the one that made the commit does", async () => {
  const claimed = new Set<string>();
  let down = false;
  const { repository, argo, replica } = platform(async (commit) => {
    if (down) throw new Error("no database");
    if (claimed.has(commit)) return false;
    claimed.add(commit);
    return true;
  });
  const [maker, other] = [replica(() => true), replica(() => false)];
  const first = repository.push({ [storePath("acme")]: text() });
  argo.set(applicationOf("acme", first));
  await vi.waitFor(() => expect(maker.told.length + other.told.length).toBe(1));
  down = true;
  const second = repository.push({ [storePath("bolt")]: text() });
  argo.set(applicationOf("bolt", second));
  await vi.waitFor(() => expect(maker.told.map(({ commit }) => commit.id)).toContain(second));
  expect(other.told.map(({ commit }) => commit.id)).not.toContain(second);
});

test("a replica that starts in the middle goes on, one that starts afterwards is told no old news", async () => {
  const claimed = new Set<string>();
  const { repository, argo, replica } = platform(
    async (commit) => !claimed.has(commit) && claimed.add(commit) !== undefined,
  );
  const old = repository.push({ [storePath("old")]: text() }, new Date(Date.now() - 3_600_000));
  argo.set(applicationOf("old", old));
  replica().stop();
  const revision = repository.push({ [storePath("acme")]: text() });
  const second = replica();
  argo.set(applicationOf("acme", revision));
  await vi.waitFor(() => expect(second.told.map(({ store }) => store.name)).toEqual(["acme"]));
  const third = replica();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(third.told).toEqual([]);
});

test("while the cluster can't be seen nothing is taken for ready, and what was before isn't measured afterwards", async () => {
  const { repository, argo, replica } = platform();
  const revision = repository.push({ [storePath("acme")]: text() }, new Date(Date.now() - 3_600_000));
  argo.set(applicationOf("acme", revision));
  argo.setConnection({ connected: false });
  const { told } = replica();
  argo.setConnection({ connected: true });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(told).toEqual([]);
});

test("what got ready while no replica looked is measured by Argo CD's own notes", async () => {
  const { repository, argo, replica } = platform();
  const revision = repository.push({ [storePath("acme")]: text() }, new Date(Date.now() - 120_000));
  const since = Date.now() - 90_000;
  argo.set(applicationOf("acme", revision, { createdAt: since - 20_000, health: { status: "Healthy", since } }));
  const operation = argo.application("acme")?.operation;
  if (operation)
    argo.set(
      applicationOf("acme", revision, {
        health: { status: "Healthy", since },
        operation: { ...operation, finishedAt: since - 1_000 },
      }),
    );
  const { told } = replica();
  await vi.waitFor(() => expect(told).toHaveLength(1));
  expect(told[0]?.times.ready).toBe(since);
});
