import type { InfiniteData, QueryClient } from "@tanstack/react-query";
import { queryKeys } from "../api/queryKeys.ts";
import type { BlockedFile, Store, StoreDetail, StoreList } from "../api/types.ts";
import { applyToStoreList, holdsAll, newerStore } from "./applyToStoreList.ts";
import { refreshListsSoon } from "./refreshListsSoon.ts";
import type { StreamEvent } from "./streamEvents.ts";

/** What the detail query holds. */
export interface StoreWithEtag {
  readonly store: StoreDetail;
  readonly etag: string | undefined;
}

/** Folds a burst of events and writes it to the query cache in one go; refetches only what an event can't carry. */
export function applyStreamEvents(client: QueryClient, events: readonly StreamEvent[]): void {
  const updated = new Map<string, Store>();
  const removed = new Set<string>();
  let blocked: BlockedFile[] | undefined;
  for (const event of events) {
    if (event.type === "store") {
      updated.set(event.store.name, event.store);
      removed.delete(event.store.name);
    } else if (event.type === "store-removed") {
      updated.delete(event.name);
      removed.add(event.name);
    } else if (event.type === "blocked") {
      blocked = event.files;
    } else {
      client.setQueryData(queryKeys.platform, event.platform);
    }
  }
  if (updated.size === 0 && removed.size === 0 && blocked === undefined) return;

  for (const store of updated.values()) updateDetail(client, store);
  for (const name of removed) void client.invalidateQueries({ queryKey: queryKeys.store(name) });
  if ([...updated.values()].some(({ status }) => status.phase === "Deleting") || removed.size > 0)
    void client.invalidateQueries({ queryKey: queryKeys.deleting });
  updateLists(client, { updated, removed, ...(blocked === undefined ? {} : { blocked }) });
}

function updateLists(
  client: QueryClient,
  changes: { updated: Map<string, Store>; removed: Set<string>; blocked?: BlockedFile[] },
): void {
  const lists = client.getQueriesData<InfiniteData<StoreList>>({ queryKey: queryKeys.storeLists });
  for (const [key, data] of lists) {
    if (data === undefined) continue;
    const phases = phasesOf(key);
    const pages = applyToStoreList(data.pages, changes, phases);
    client.setQueryData(key, { ...data, pages });
    const expected = [...changes.updated.values()].filter(
      ({ status }) => phases === undefined || phases.has(status.phase),
    );
    if (!holdsAll(pages, expected)) refreshListsSoon(client);
  }
}

/** The phases that a list is filtered by. */
function phasesOf(key: readonly unknown[]): ReadonlySet<string> | undefined {
  const filters = key[2];
  if (typeof filters !== "object" || filters === null || !("status" in filters)) return undefined;
  return new Set(String(filters.status).split(","));
}

function updateDetail(client: QueryClient, store: Store): void {
  const key = queryKeys.store(store.name);
  const known = client.getQueryData<StoreWithEtag>(key);
  if (known === undefined) return;
  client.setQueryData<StoreWithEtag>(key, { ...known, store: { ...known.store, ...newerStore(known.store, store) } });
  void client.invalidateQueries({ queryKey: queryKeys.resources(store.name) });
  if (known.store.lastCommit?.id === store.lastCommit?.id && !known.store.deletion === !store.deletion) return;
  // Another commit: the values file, its ETag and the history are not in the event.
  void client.invalidateQueries({ queryKey: key });
  void client.invalidateQueries({ queryKey: queryKeys.history(store.name) });
  void client.invalidateQueries({ queryKey: queryKeys.changes });
}
