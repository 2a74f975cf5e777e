import { afterEach, expect, test, vi } from "vitest";
import type { Application } from "../argo/application.ts";
import type { LiveObject } from "../argo/liveObjects.ts";
import { applicationOf, memoryArgoCd } from "../testing/memoryArgoCd.ts";
import { memoryRepository } from "../testing/memoryRepository.ts";
import { testView } from "../testing/testView.ts";
import { confirmationBody } from "./deleteStore.ts";
import { DeletionLoop } from "./deletionLoop.ts";
import { engineCatalogue } from "./engineCatalogue.ts";
import { platformActor } from "./platformActor.ts";
import { storePath } from "./storePath.ts";

const text = "store: { engine: medusa, chartVersion: 1.0.0, owner: alice@example.com }\n";
const cleanUps: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

function platform(names: string[], options: { grace: number; backups?: boolean } = { grace: 300_000 }) {
  const repository = memoryRepository();
  const argo = memoryArgoCd();
  const revision = repository.push(Object.fromEntries(names.map((name) => [storePath(name), text])));
  for (const name of names) argo.set(applicationOf(name, revision));
  const catalogue = engineCatalogue(repository);
  const view = testView(repository, argo, { catalogue });
  const log = { info: () => undefined, warn: () => undefined };
  /** What runs for every store. */
  const workloads: LiveObject[] = [];
  view.start();
  /** Another replica, or this one after a restart: it knows what Git and Argo CD say. */
  const startLoop = (grace = options.grace) => {
    const backups = { makes: async () => options.backups ?? false };
    const reader = { workloads: async () => workloads };
    const loop = new DeletionLoop({ repository, argo, view, backups, reader, log, grace, gitPatience: 30_000 });
    loop.start();
    cleanUps.push(() => loop.close());
    return loop;
  };
  cleanUps.push(() => view.close());
  const first = startLoop();
  const remove = (...gone: string[]) =>
    repository.push(Object.fromEntries(gone.map((name) => [storePath(name), undefined])));
  const ask = (name: string, actor = "alice@example.com", more: { backup?: "skip" } = {}) =>
    repository.commit({
      ...more,
      operation: "delete",
      subject: `delete store ${name}`,
      actor,
      requestId: "r",
      edits: [{ path: storePath(name), precondition: { kind: "present" }, apply: () => undefined }],
    });
  const deleted = () => argo.asked.filter((what) => what.startsWith("delete "));
  const giveUpBackup = (name: string) =>
    repository.commit({
      operation: "confirm-deletions",
      subject: "confirm",
      body: confirmationBody([name]),
      backup: "skip",
      actor: "alice@example.com",
      requestId: "r",
      edits: [],
    });
  /** Argo CD's part: it compares the store with the commit that it was pinned to, and finds the hook there. */
  const compare = (name: string, changes: Partial<Application> = {}) => {
    const application = argo.application(name);
    const revision = application?.source.revision ?? "";
    if (application)
      argo.set({
        ...application,
        refreshPending: false,
        preDeleteHooks: true,
        sync: { status: "Synced", revision },
        ...changes,
      });
  };
  const confirm = (...names: string[]) =>
    repository.commit({
      operation: "confirm-deletions",
      subject: "confirm",
      body: confirmationBody(names),
      actor: "admin@example.com",
      requestId: "r",
      edits: [],
    });
  return {
    repository,
    argo,
    view,
    revision,
    remove,
    ask,
    confirm,
    giveUpBackup,
    compare,
    deleted,
    first,
    startLoop,
    workloads,
  };
}

/** Long enough for a pass that would delete. */
const quietly = () => new Promise((resolve) => setTimeout(resolve, 200));

test("a store deleted through the API goes at once, after its set has read the repository", async () => {
  const { argo, ask, view } = platform(["a", "b"]);
  await ask("a");
  await vi.waitFor(() => expect(argo.asked).toEqual(["refresh set stores-all", "delete store-a"]));
  await vi.waitFor(() => expect(view.stores.has("a")).toBe(false));
});

test("a store whose file a push removed shows when it goes and whose commit it was", async () => {
  const { view, remove, deleted } = platform(["a", "b"]);
  const commit = remove("a");
  await vi.waitFor(() => expect(view.stores.get("a")?.deletion).toBeDefined());
  const store = view.stores.get("a");
  expect(store?.status.phase).toBe("Deleting");
  expect(store?.deletion).toMatchObject({ needsConfirmation: false, commit: { id: commit } });
  const wait = Date.parse(store?.deletion?.deleteAfter ?? "") - Date.now();
  expect(wait).toBeGreaterThan(290_000);
  await quietly();
  expect(deleted()).toEqual([]);
});

test("a file that comes back within the grace period keeps its store", async () => {
  const { repository, view, remove, deleted } = platform(["a", "b"]);
  remove("a");
  await vi.waitFor(() => expect(view.stores.get("a")?.deletion).toBeDefined());
  repository.push({ [storePath("a")]: text });
  await vi.waitFor(() => expect(view.stores.get("a")?.deletion).toBeUndefined());
  await quietly();
  expect(deleted()).toEqual([]);
});

test("it goes when the grace period is over", async () => {
  const { remove, deleted } = platform(["a", "b"], { grace: 0 });
  remove("a");
  await vi.waitFor(() => expect(deleted()).toEqual(["delete store-a"]));
});

test("an accidental removal of everything loses nobody's shop, until an administrator's commit names it", async () => {
  const names = ["a", "b", "c", "d", "e"];
  const { confirm, view, remove, deleted } = platform(names, { grace: 0 });
  remove(...names);
  await vi.waitFor(() => expect(view.stores.get("e")?.deletion?.needsConfirmation).toBe(true));
  await quietly();
  expect(deleted()).toEqual([]);
  await confirm("b");
  await vi.waitFor(() => expect(deleted()).toEqual(["delete store-b"]));
});

test("of many that one commit removed, those left over wait on when the others came back or went", async () => {
  const names = ["a", "b", "c", "d"];
  const { confirm, repository, view, remove, deleted } = platform([...names, "e"], { grace: 0 });
  remove(...names);
  await vi.waitFor(() => expect(view.stores.get("d")?.deletion?.needsConfirmation).toBe(true));
  await confirm("a");
  await vi.waitFor(() => expect(deleted()).toEqual(["delete store-a"]));
  repository.push({ [storePath("b")]: text });
  await vi.waitFor(() => expect(view.stores.get("b")?.deletion).toBeUndefined());
  await quietly();
  expect(deleted()).toEqual(["delete store-a"]);
});

test("a confirmation that somebody pushed without our signature counts for nothing", async () => {
  const names = ["a", "b", "c", "d", "e"];
  const { repository, view, remove, deleted } = platform(names, { grace: 0 });
  remove(...names);
  repository.push({ "README.md": confirmationBody(names) });
  await vi.waitFor(() => expect(view.stores.get("e")?.deletion?.needsConfirmation).toBe(true));
  await quietly();
  expect(deleted()).toEqual([]);
});

test("a rewritten history deletes nothing", async () => {
  const { repository, remove, deleted } = platform(["a", "b"], { grace: 0 });
  repository.setFetchedAt(0);
  remove("a");
  repository.rewrite();
  await quietly();
  expect(deleted()).toEqual([]);
});

test("a store deleted before anything of it was deployed goes as well", async () => {
  const { argo, ask, deleted } = platform(["a", "b"]);
  argo.set(applicationOf("a", "", { sync: { status: "Unknown" }, deployments: [] }));
  await ask("a");
  await vi.waitFor(() => expect(deleted()).toEqual(["delete store-a"]));
});

test("what runs but was never part of this history is kept, and says so", async () => {
  const { argo, view, ask, deleted } = platform(["a", "b"], { grace: 0 });
  argo.set(applicationOf("a", "f".repeat(40)));
  await ask("a");
  await vi.waitFor(() => expect(view.stores.get("a")?.status.reason).toContain("it is kept"));
  expect(deleted()).toEqual([]);
});

test("what went within the hour is counted by every replica, and after a restart", async () => {
  const names = ["a", "b", "c", "d", "e"];
  const { first, startLoop, view, remove, deleted } = platform(names, { grace: 0 });
  for (const name of ["a", "b", "c"]) {
    remove(name);
    await vi.waitFor(() => expect(deleted()).toContain(`delete store-${name}`));
  }
  await first.close();
  startLoop(0);
  remove("d");
  await vi.waitFor(() => expect(view.stores.get("d")?.deletion?.needsConfirmation).toBe(true));
  await quietly();
  expect(deleted()).not.toContain("delete store-d");
});

test("removals that were undone in time don't count", async () => {
  const names = ["a", "b", "c", "d", "e"];
  const { repository, argo, startLoop, first, remove, deleted } = platform(names);
  await first.close();
  const old = new Date(Date.now() - 120_000);
  for (const name of names) {
    const revision = repository.snapshot()?.revision ?? "";
    argo.set(applicationOf(name, revision, { createdAt: old.getTime() - 1_000 }));
    repository.push({ [storePath(name)]: undefined }, old);
    repository.push({ [storePath(name)]: text });
  }
  startLoop(0);
  remove("e");
  await vi.waitFor(() => expect(deleted()).toEqual(["delete store-e"]));
});

test("a commit that was made long before it was pushed gets the whole grace period", async () => {
  const { repository, view, deleted } = platform(["a", "b"]);
  repository.push({ [storePath("a")]: undefined }, new Date(Date.now() - 86_400_000));
  await vi.waitFor(() => expect(view.stores.get("a")?.deletion?.deleteAfter).toBeDefined());
  const wait = Date.parse(view.stores.get("a")?.deletion?.deleteAfter ?? "") - Date.now();
  expect(wait).toBeGreaterThan(290_000);
  await quietly();
  expect(deleted()).toEqual([]);
});

test("the grace period goes on over a restart where a commit of ours tells when the removal was there", async () => {
  const { repository, view, remove, first, startLoop, ask } = platform(["a", "b", "c"]);
  remove("a");
  await ask("c");
  const witness = Date.parse(
    repository.snapshot() ? ((await repository.history({ limit: 1 }))[0]?.committedAt ?? "") : "",
  );
  await first.close();
  await quietly();
  startLoop();
  await vi.waitFor(() =>
    expect(view.stores.get("a")?.deletion?.deleteAfter).toBe(new Date(witness + 300_000).toISOString()),
  );
});

test("a rewritten history that holds an old removal gives it the whole grace period", async () => {
  const { repository, argo, view, deleted } = platform(["a", "b"]);
  await quietly();
  repository.rewrite();
  const added = repository.push({ [storePath("a")]: `${text}# again\n`, [storePath("b")]: text });
  argo.set(applicationOf("a", added));
  repository.push({ [storePath("a")]: undefined }, new Date(Date.now() - 86_400_000));
  await vi.waitFor(() => expect(view.stores.get("a")?.deletion?.deleteAfter).toBeDefined());
  expect(Date.parse(view.stores.get("a")?.deletion?.deleteAfter ?? "") - Date.now()).toBeGreaterThan(290_000);
  await quietly();
  expect(deleted()).toEqual([]);
});

test("a confirmation counts however many commits came after it, and after a restart", async () => {
  const names = ["a", "b", "c", "d", "e"];
  const { repository, first, startLoop, remove, confirm, deleted } = platform(names);
  await first.close();
  remove(...names);
  await confirm("b", "c");
  for (let count = 0; count < 600; count += 1) repository.push({ "README.md": String(count) });
  startLoop();
  await vi.waitFor(() => expect(deleted().sort()).toEqual(["delete store-b", "delete store-c"]), { timeout: 5_000 });
});

test("a confirmation of an earlier removal says nothing of a later one", async () => {
  const names = ["a", "b", "c", "d", "e"];
  const { repository, view, first, startLoop, remove, confirm, deleted } = platform(names, { grace: 0 });
  await first.close();
  remove(...names);
  await confirm(...names);
  repository.push(Object.fromEntries(names.map((name) => [storePath(name), text])));
  remove(...names);
  startLoop();
  await vi.waitFor(() => expect(view.stores.get("e")?.deletion?.needsConfirmation).toBe(true));
  await quietly();
  expect(deleted()).toEqual([]);
});

test("a Git server that stops answering in the middle stops the deletion", async () => {
  const { repository, view, ask, deleted } = platform(["a", "b"]);
  repository.setReachable(false);
  await ask("a");
  await vi.waitFor(() => expect(view.stores.get("a")?.deletion).toBeDefined());
  await quietly();
  expect(deleted()).toEqual([]);
});

test("what no commit explains goes by an administrator's word that is younger than what runs", async () => {
  const { argo, view, remove, confirm, deleted } = platform(["a", "b"], { grace: 0 });
  await confirm("a");
  await new Promise((resolve) => setTimeout(resolve, 5));
  const now = Date.now();
  argo.set(
    applicationOf("a", "f".repeat(40), { createdAt: now, deployments: [{ revision: "f".repeat(40), at: now }] }),
  );
  remove("a");
  await vi.waitFor(() => expect(view.stores.get("a")?.status.reason).toContain("it is kept"));
  await quietly();
  expect(deleted()).toEqual([]);
  await confirm("a");
  await vi.waitFor(() => expect(deleted()).toEqual(["delete store-a"]));
});

test("a store that the platform itself deletes waits as if it were pushed", async () => {
  const { view, ask, deleted } = platform(["a", "b"]);
  await ask("a", platformActor);
  await vi.waitFor(() => expect(view.stores.get("a")?.deletion?.deleteAfter).toBeDefined());
  await quietly();
  expect(deleted()).toEqual([]);
});

const withBackups = { grace: 0, backups: true };
const troubleOf = (pod: string, endedAt: number) => ({
  pod,
  container: "backup",
  reason: "Error",
  message: "",
  lastWords: "dumping the database\nThe repository can't be reached.",
  endedAt,
});

test("what is backed up is rendered from its last commit first, and goes only then, after its backup", async () => {
  const { argo, ask, view, revision, compare, deleted } = platform(["a", "b"], withBackups);
  await ask("a");
  await vi.waitFor(() => expect(argo.asked).toContain(`pin store-a to ${revision}`));
  await vi.waitFor(() => expect(view.stores.get("a")?.deletion?.backup).toEqual({ state: "waiting" }));
  await quietly();
  expect(deleted()).toEqual([]);
  compare("a");
  await vi.waitFor(() => expect(deleted()).toEqual(["delete store-a after its backup"]));
  await vi.waitFor(() => expect(view.stores.get("a")?.status.reason).toBe("Backing up before the deletion."));
});

test("a last file that can't be rendered isn't in the way where what was deployed can", async () => {
  const { ask, argo, repository, revision, compare, deleted } = platform(["a", "b"], withBackups);
  const broken = repository.push({ [storePath("a")]: `${text}broken: true\n` });
  await ask("a");
  await vi.waitFor(() => expect(argo.asked).toContain(`pin store-a to ${broken}`));
  const conditions = [{ type: "ComparisonError", message: "helm template" }];
  compare("a", { preDeleteHooks: false, sync: { status: "Unknown" }, conditions });
  await vi.waitFor(() => expect(argo.asked).toContain(`pin store-a to ${revision}`));
  compare("a", { conditions: [] });
  await vi.waitFor(() => expect(deleted()).toEqual(["delete store-a after its backup"]));
});

test("what can't be rendered isn't deleted without its backup, and says why", async () => {
  const { ask, argo, view, compare, giveUpBackup, deleted } = platform(["a", "b"], withBackups);
  await ask("a");
  await vi.waitFor(() => expect(argo.asked.join()).toContain("pin store-a"));
  const conditions = [{ type: "ComparisonError", message: "the repository server doesn't answer" }];
  compare("a", { preDeleteHooks: false, sync: { status: "Unknown" }, conditions });
  await vi.waitFor(() => expect(view.stores.get("a")?.deletion?.backup?.state).toBe("failed"));
  expect(view.stores.get("a")?.status.reason).toContain("the repository server doesn't answer");
  expect(argo.asked).toContain("refresh store-a");
  expect(deleted()).toEqual([]);
  await giveUpBackup("a");
  await vi.waitFor(() => expect(deleted()).toEqual(["delete store-a"]));
});

test("a store whose file is only waiting out its grace is pinned, so that it keeps its hook", async () => {
  const { argo, remove, revision, deleted } = platform(["a", "b"], { grace: 300_000, backups: true });
  remove("a");
  await vi.waitFor(() => expect(argo.asked).toEqual(["refresh set stores-all", `pin store-a to ${revision}`]));
  await quietly();
  expect(deleted()).toEqual([]);
});

test("a failed backup keeps the store, tells its last words although its pod is gone, and isn't waited for by whose word it is", async () => {
  const { argo, ask, view, compare, giveUpBackup, deleted } = platform(["a", "b"], withBackups);
  await ask("a");
  await vi.waitFor(() => expect(argo.asked.join()).toContain("pin store-a"));
  compare("a");
  await vi.waitFor(() => expect(deleted()).toEqual(["delete store-a after its backup"]));
  // Of last night: it says nothing of this one.
  argo.setTroubles("a", [troubleOf("backup-29384720-x2x2x", 1)]);
  await vi.waitFor(() => expect(view.stores.get("a")?.deletion?.backup?.state).toBe("running"));
  argo.setTroubles("a", [troubleOf("backup-before-deletion-abcde", Date.now() + 1_000)]);
  argo.setTroubles("a", []);
  await vi.waitFor(() =>
    expect(view.stores.get("a")?.deletion?.backup).toEqual({
      state: "failed",
      reason: "The repository can't be reached.",
    }),
  );
  await giveUpBackup("a");
  await vi.waitFor(() => expect(argo.asked.at(-1)).toBe("delete store-a without its hooks"));
  await vi.waitFor(() => expect(view.stores.has("a")).toBe(false));
});

test("a backup that Argo CD takes for done too early is waited for all the same", async () => {
  const { argo, ask, view, compare, deleted, workloads } = platform(["a", "b"], withBackups);
  await ask("a");
  await vi.waitFor(() => expect(argo.asked.join()).toContain("pin store-a"));
  compare("a", { confirmsDeletion: true });
  await vi.waitFor(() => expect(deleted()).toEqual(["delete store-a after its backup"]));
  const job = {
    group: "batch",
    kind: "Job",
    namespace: "store-a",
    name: "backup-before-deletion",
    uid: "job",
    ownerUids: [],
    createdAt: new Date(Date.now() + 1_000).toISOString(),
  };
  workloads.push({ ...job, health: "Progressing" });
  const leaving = argo.application("a");
  if (!leaving) throw new Error("It has to be there still.");
  argo.set({ ...leaving, preDeleteHooks: false });
  await quietly();
  expect(view.stores.get("a")?.deletion?.backup).toEqual({ state: "running" });
  expect(argo.asked.join()).not.toContain("approve");
  workloads.splice(0, 1, { ...job, health: "Healthy" });
  argo.set({ ...leaving, preDeleteHooks: false });
  await vi.waitFor(() => expect(argo.asked.at(-1)).toBe("approve the deletion of store-a"));
});

test("what is deleted without a backup needs nobody's word but the one that was given", async () => {
  const { argo, ask, revision, view } = platform(["a", "b"], withBackups);
  argo.set(applicationOf("a", revision, { confirmsDeletion: true }));
  await ask("a", "alice@example.com", { backup: "skip" });
  await vi.waitFor(() => expect(argo.asked.slice(-2)).toEqual(["delete store-a", "approve the deletion of store-a"]));
  await vi.waitFor(() => expect(view.stores.has("a")).toBe(false));
});

test("a deletion that asks for no backup, a store that never ran, and one that wants none go at once", async () => {
  const { argo, ask, remove, repository, deleted } = platform(["a", "b", "c"], withBackups);
  await ask("a", "alice@example.com", { backup: "skip" });
  await vi.waitFor(() => expect(deleted()).toEqual(["delete store-a"]));
  const young = { health: { status: "Progressing" }, uid: "new", createdAt: Date.now(), deployments: [] };
  argo.set(applicationOf("b", "", { ...young, sync: { status: "OutOfSync" } }));
  remove("b");
  await vi.waitFor(() => expect(deleted()).toContain("delete store-b"));
  const unwanted = repository.push({ [storePath("c")]: `${text}backups: { beforeDeletion: false }\n` });
  argo.set(applicationOf("c", unwanted));
  await ask("c");
  await vi.waitFor(() => expect(deleted()).toContain("delete store-c"));
  expect(argo.asked.join()).not.toContain("pin");
});
