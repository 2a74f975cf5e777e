import { QueryClient } from "@tanstack/react-query";
import { expect, test, vi } from "vitest";
import { commit } from "../../fixtures/commits.ts";
import { fixtureBlocked, fixtureDetail, store } from "../../fixtures/stores.ts";
import { queryKeys } from "../api/queryKeys.ts";
import type { Store, StoreList } from "../api/types.ts";
import { applyStreamEvents, type StoreWithEtag } from "./applyStreamEvents.ts";

function sketch(name: string, phase: Store["status"]["phase"]): Store {
  return store({ name, displayName: name, phase, reason: "", healthy: 1 });
}

function clientWith(...items: Store[]) {
  const client = new QueryClient();
  const half = Math.ceil(items.length / 2);
  const page = (part: Store[]): StoreList => ({ items: part, total: items.length, counts: {}, blocked: [] });
  client.setQueryData(queryKeys.storeList({}), {
    pages: [page(items.slice(0, half)), page(items.slice(half))],
    pageParams: ["", "2"],
  });
  const pages = () => client.getQueryData<{ pages: StoreList[] }>(queryKeys.storeList({}))?.pages ?? [];
  const stale = () => client.getQueryState(queryKeys.storeList({}))?.isInvalidated;
  return { client, pages, stale };
}

test("the last word of a burst is shown, and untouched pages keep their identity", () => {
  const [acme, bakery] = [sketch("acme", "Provisioning"), sketch("bakery", "Ready")];
  const { client, pages, stale } = clientWith(acme, bakery);
  const second = pages()[1];
  applyStreamEvents(client, [
    { type: "store", store: { ...acme, status: { ...acme.status, phase: "Updating" } } },
    { type: "store", store: { ...acme, status: { ...acme.status, phase: "Ready" } } },
  ]);
  expect(pages()[0]?.items[0]?.status.phase).toBe("Ready");
  expect(pages()[1]).toBe(second);
  expect(stale()).toBe(false);
});

test("an event older than what is shown is dropped", () => {
  const acme = sketch("acme", "Ready");
  const { client, pages } = clientWith(acme);
  const old = { ...acme.status, phase: "Provisioning" as const, observedAt: "2020-01-01T00:00:00.000Z" };
  applyStreamEvents(client, [{ type: "store", store: { ...acme, status: old } }]);
  expect(pages()[0]?.items[0]?.status.phase).toBe("Ready");
});

test("a removed store leaves the list and its count", () => {
  const { client, pages } = clientWith(sketch("acme", "Deleting"), sketch("bakery", "Ready"));
  applyStreamEvents(client, [{ type: "store-removed", name: "acme" }]);
  expect(pages().map((page) => [page.items.length, page.total])).toEqual([
    [0, 1],
    [1, 1],
  ]);
});

test("a store that the list does not hold makes it fetch again", async () => {
  const { client, stale } = clientWith(sketch("acme", "Ready"));
  applyStreamEvents(client, [{ type: "store", store: sketch("new", "Pending") }]);
  await vi.waitFor(() => expect(stale()).toBe(true));
});

test("a storm of unknown stores reads the lists once, and once more when it is over", async () => {
  vi.useFakeTimers();
  const { client } = clientWith(sketch("acme", "Ready"));
  const read = vi.spyOn(client, "invalidateQueries");
  for (let round = 0; round < 20; round += 1) {
    applyStreamEvents(client, [{ type: "store", store: sketch(`new-${round}`, "Pending") }]);
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(read).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(read).toHaveBeenCalledTimes(2);
  vi.useRealTimers();
});

test("a store that leaves the phases which a list is filtered by leaves the list, and the counts follow", () => {
  const client = new QueryClient();
  const [acme, bakery] = [sketch("acme", "Ready"), sketch("bakery", "Ready")];
  const key = queryKeys.storeList({ status: "Ready,Updating" });
  const page: StoreList = { items: [acme, bakery], total: 2, counts: { Ready: 2 }, blocked: [] };
  client.setQueryData(key, { pages: [page], pageParams: [""] });
  applyStreamEvents(client, [{ type: "store", store: sketch("acme", "Failed") }]);
  const [after] = client.getQueryData<{ pages: StoreList[] }>(key)?.pages ?? [];
  expect(after?.items.map(({ name }) => name)).toEqual(["bakery"]);
  expect(after).toMatchObject({ total: 1, counts: { Ready: 1, Failed: 1 } });
});

test("blocked files replace the known ones", () => {
  const { client, pages } = clientWith(sketch("acme", "Ready"));
  applyStreamEvents(client, [{ type: "blocked", files: fixtureBlocked }]);
  expect(pages()[0]?.blocked).toEqual(fixtureBlocked);
});

test("an open store's page follows, and fetches its file again only after another commit", () => {
  const acme = sketch("acme", "Provisioning");
  const { client } = clientWith(acme);
  const key = queryKeys.store("acme");
  client.setQueryData<StoreWithEtag>(key, { store: fixtureDetail(acme), etag: '"1"' });
  applyStreamEvents(client, [{ type: "store", store: { ...acme, status: { ...acme.status, phase: "Ready" } } }]);
  expect(client.getQueryData<StoreWithEtag>(key)).toMatchObject({ etag: '"1"', store: { status: { phase: "Ready" } } });
  expect(client.getQueryData<StoreWithEtag>(key)?.store.valuesFile).toContain("engine: medusa");
  expect(client.getQueryState(key)?.isInvalidated).toBe(false);
  applyStreamEvents(client, [{ type: "store", store: { ...acme, lastCommit: commit("update store acme", 0) } }]);
  expect(client.getQueryState(key)?.isInvalidated).toBe(true);
});
