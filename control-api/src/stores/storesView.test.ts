import { afterEach, expect, test, vi } from "vitest";
import { applicationOf, memoryArgoCd } from "../testing/memoryArgoCd.ts";
import { memoryRepository } from "../testing/memoryRepository.ts";
import { testView } from "../testing/testView.ts";
import { storePath } from "./storePath.ts";
import type { StoreChanges } from "./storesView.ts";

const text = (more = "") => `store: { engine: medusa, chartVersion: 1.0.0, owner: alice@example.com${more} }\n`;
const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

/** Over the same repository and cluster, another process: after a restart, or another replica. */
function viewed(repository = memoryRepository(), argo = memoryArgoCd()) {
  const view = testView(repository, argo, {
    originTemplate: "http://{host}:7480",
    argocdUrl: "https://argocd.example.com/",
  });
  const changes: StoreChanges[] = [];
  view.onChange((change) => changes.push(change));
  view.start();
  cleanUps.push(() => view.close());
  return { repository, argo, view, changes };
}

test("joins the file with the Application and says where the shop is", async () => {
  const { repository, argo, view } = viewed();
  const revision = repository.push({ [storePath("acme")]: text(", displayName: Acme Shoes") });
  argo.set(applicationOf("acme", revision));
  await vi.waitFor(() => expect(view.stores.get("acme")?.status.phase).toBe("Ready"));
  expect(view.stores.get("acme")).toMatchObject({
    displayName: "Acme Shoes",
    owner: "alice@example.com",
    links: {
      shop: "http://acme.localhost:7480/",
      argocd: "https://argocd.example.com/applications/argocd/store-acme",
    },
  });
});

test("tells of a change once, and of nothing when nothing changed", async () => {
  const { repository, argo, changes } = viewed();
  const revision = repository.push({ [storePath("acme")]: text() });
  argo.set(applicationOf("acme", revision));
  await vi.waitFor(() => expect(changes.at(-1)?.changed[0]?.status.phase).toBe("Ready"));
  const told = changes.length;
  argo.set(applicationOf("acme", revision));
  repository.push({ "README.md": "hello" });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(changes.slice(told).flatMap(({ changed }) => changed)).toEqual([]);
});

test("a file that can't be read blocks its own store only, and is listed with its commit", async () => {
  const { repository, view } = viewed();
  repository.push({ [storePath("good")]: text() });
  const commit = repository.push({ [storePath("bad")]: "store: [", "stores/lost.yaml": text() });
  await vi.waitFor(() => expect(view.stores.get("bad")?.status.phase).toBe("Blocked"));
  expect(view.stores.get("good")?.status.phase).toBe("Pending");
  expect(view.blocked.map(({ path, commit: by }) => [path, by?.id]).sort()).toEqual([
    ["stores/b/bad.yaml", commit],
    ["stores/lost.yaml", commit],
  ]);
});

test("a changed engine blocks the store until it is changed back", async () => {
  const { repository, view } = viewed();
  repository.push({ [storePath("acme")]: text() });
  const other = text().replace("medusa", "woocommerce");
  repository.push({ [storePath("acme")]: other });
  await vi.waitFor(() => expect(view.stores.get("acme")?.status.phase).toBe("Blocked"));
  repository.push({ [storePath("acme")]: `${other}extra: 1\n` });
  await vi.waitFor(() => expect(view.stores.get("acme")?.status.reason).toContain("engine changed"));
  repository.push({ [storePath("acme")]: text() });
  await vi.waitFor(() => expect(view.stores.get("acme")?.status.phase).toBe("Pending"));
});

test("a changed engine or cluster is found after a restart, and by every replica", async () => {
  const { repository, argo } = viewed();
  repository.push({ [storePath("acme")]: text(), [storePath("rich")]: text() });
  repository.push({ "stores/a/acme.yaml": text(", displayName: Acme") });
  const commit = repository.push({
    [storePath("acme")]: text().replace("medusa", "woocommerce"),
    [storePath("rich")]: text(", cluster: eu"),
  });
  const { view } = viewed(repository, argo);
  await vi.waitFor(() =>
    expect(view.blocked.map(({ path }) => path)).toEqual(["stores/a/acme.yaml", "stores/r/rich.yaml"]),
  );
  expect(view.blocked.map(({ commit: by }) => [by?.id, by?.author.name])).toEqual([
    [commit, "Bob"],
    [commit, "Bob"],
  ]);
  expect(view.stores.get("acme")?.status.reason).toContain("engine changed from medusa to woocommerce");
  expect(view.stores.get("rich")?.status.reason).toContain("cluster changed from in-cluster to eu");
  repository.push({ [storePath("acme")]: text(), [storePath("rich")]: text() });
  await vi.waitFor(() => expect(view.blocked).toEqual([]));
});

test("a file that never could be read is what its first readable version says", async () => {
  const { repository, argo } = viewed();
  repository.push({ [storePath("acme")]: "store: [" });
  repository.push({ [storePath("acme")]: text() });
  repository.push({ [storePath("acme")]: text().replace("medusa", "woocommerce") });
  const { view } = viewed(repository, argo);
  await vi.waitFor(() => expect(view.stores.get("acme")?.status.reason).toContain("engine changed from medusa"));
});

test("a file that was removed and added anew is another store", async () => {
  const { repository, argo } = viewed();
  repository.push({ [storePath("acme")]: text() });
  repository.push({ [storePath("acme")]: undefined });
  repository.push({ [storePath("acme")]: text().replace("medusa", "woocommerce") });
  const { view } = viewed(repository, argo);
  await vi.waitFor(() => expect(view.stores.get("acme")?.status.phase).toBe("Pending"));
});

test("a store that can't be rendered is among the blocked until it can", async () => {
  const { repository, argo, view } = viewed();
  const revision = repository.push({ [storePath("acme")]: text() });
  const message =
    "Failed to load target state: rpc error: code = Unknown desc = charts/medusa/1.0.0: app path does not exist";
  argo.set(
    applicationOf("acme", revision, {
      sync: { status: "Unknown", revision },
      conditions: [{ type: "ComparisonError", message, since: Date.now() + 1_000 }],
    }),
  );
  await vi.waitFor(() =>
    expect(view.blocked).toMatchObject([{ path: storePath("acme"), storeName: "acme", commit: { id: revision } }]),
  );
  argo.set(applicationOf("acme", revision));
  await vi.waitFor(() => expect(view.blocked).toEqual([]));
});

test("after a restart a store that is ready shows since when, not since when it is seen", async () => {
  const { repository, argo } = viewed();
  const revision = repository.push({ [storePath("acme")]: text() });
  const since = Date.now() - 60_000;
  argo.set(applicationOf("acme", revision, { health: { status: "Healthy", since } }));
  const { view } = viewed(repository, argo);
  await vi.waitFor(() => expect(view.stores.get("acme")?.status.phase).toBe("Ready"));
  expect(view.stores.get("acme")?.readyAt).toBe(new Date(since).toISOString());
});

test("while the watch is down every store is Unknown with what was last known", async () => {
  const { repository, argo, view } = viewed();
  const revision = repository.push({ [storePath("acme")]: text() });
  argo.set(applicationOf("acme", revision));
  await vi.waitFor(() => expect(view.stores.get("acme")?.status.phase).toBe("Ready"));
  argo.setConnection({ connected: false });
  await vi.waitFor(() =>
    expect(view.stores.get("acme")?.status).toMatchObject({ phase: "Unknown", lastKnownPhase: "Ready" }),
  );
  argo.setConnection({ connected: true });
  await vi.waitFor(() => expect(view.stores.get("acme")?.status.phase).toBe("Ready"));
});

test("an event about one of many stores looks at that store only", async () => {
  const { repository, argo, view, changes } = viewed();
  const names = Array.from({ length: 500 }, (_, index) => `s${index}`);
  const revision = repository.push(Object.fromEntries(names.map((name) => [storePath(name), text()])));
  for (const name of names) argo.set(applicationOf(name, revision));
  await vi.waitFor(() => expect(view.stores.get("s499")?.status.phase).toBe("Ready"));
  const looks = vi.spyOn(argo, "application");
  argo.set(applicationOf("s5", revision, { health: { status: "Degraded" } }));
  view.settle();
  expect(new Set(looks.mock.calls.map(([name]) => name))).toEqual(new Set(["s5"]));
  expect(changes.at(-1)?.changed.map(({ name }) => name)).toEqual(["s5"]);
});
