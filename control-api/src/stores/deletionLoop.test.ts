import { afterEach, expect, test, vi } from "vitest";
import { applicationOf, memoryArgoCd } from "../testing/memoryArgoCd.ts";
import { memoryRepository } from "../testing/memoryRepository.ts";
import { confirmationBody } from "./deleteStore.ts";
import { DeletionLoop } from "./deletionLoop.ts";
import { engineCatalogue } from "./engineCatalogue.ts";
import { storePath } from "./storePath.ts";
import { StoresView } from "./storesView.ts";

const text = "store: { engine: medusa, chartVersion: 1.0.0, owner: alice@example.com }\n";
const cleanUps: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});

function platform(names: string[], options: { grace: number } = { grace: 300_000 }) {
  const repository = memoryRepository();
  const argo = memoryArgoCd();
  const revision = repository.push(Object.fromEntries(names.map((name) => [storePath(name), text])));
  for (const name of names) argo.set(applicationOf(name, revision));
  const catalogue = engineCatalogue(repository);
  const view = new StoresView({
    repository,
    argo,
    catalogue,
    domain: "localhost",
    originTemplate: "http://{host}",
    argocdNamespace: "argocd",
    timeout: 600_000,
  });
  const log = { info: () => undefined, warn: () => undefined };
  const loop = new DeletionLoop({ repository, argo, view, log, grace: options.grace, gitPatience: 30_000 });
  view.start();
  loop.start();
  cleanUps.push(
    () => loop.close(),
    () => view.close(),
  );
  const remove = (...gone: string[]) =>
    repository.push(Object.fromEntries(gone.map((name) => [storePath(name), undefined])));
  const ask = (name: string) =>
    repository.commit({
      operation: "delete",
      subject: `delete store ${name}`,
      actor: "alice@example.com",
      requestId: "r",
      edits: [{ path: storePath(name), precondition: { kind: "present" }, apply: () => undefined }],
    });
  const deleted = () => argo.asked.filter((what) => what.startsWith("delete "));
  return { repository, argo, view, remove, ask, deleted };
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
  const { repository, view, remove, deleted } = platform(names, { grace: 0 });
  remove(...names);
  await vi.waitFor(() => expect(view.stores.get("e")?.deletion?.needsConfirmation).toBe(true));
  await quietly();
  expect(deleted()).toEqual([]);
  await repository.commit({
    operation: "confirm-deletions",
    subject: "confirm",
    body: confirmationBody(["b"]),
    actor: "admin@example.com",
    requestId: "r",
    edits: [],
  });
  await vi.waitFor(() => expect(deleted()).toEqual(["delete store-b"]));
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
