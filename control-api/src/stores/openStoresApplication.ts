import { backUpStore } from "./backUpStore.ts";
import { createStore } from "./createStore.ts";
import { confirmDeletions, deleteStore } from "./deleteStore.ts";
import { StoreNotFoundError } from "./errors.ts";
import { storeLister } from "./listStores.ts";
import { restoreBackup } from "./restoreBackup.ts";
import { restoreStore } from "./restoreStore.ts";
import { revertCommit } from "./revertCommit.ts";
import { commitWithPatches, historyPage, lastOwnerOf } from "./storeHistory.ts";
import type { StoresApplication } from "./storesApplication.ts";
import type { StoresContext } from "./storesContext.ts";
import { syncStore } from "./syncStore.ts";
import { updateStore } from "./updateStore.ts";
import { upgradeStore } from "./upgradeStore.ts";

/** The application layer over a repository and a cluster. */
export function openStoresApplication(context: StoresContext): StoresApplication {
  const { repository, catalogue, view, backups } = context;
  const list = storeLister(view);

  function requireStore(name: string): void {
    if (!view.stores.has(name)) throw new StoreNotFoundError(`There is no store ${name}: check the name.`);
  }

  return {
    list(query) {
      const page = list(query);
      return { ...page, items: page.items.map((store) => view.asSeenNow(store)) };
    },
    blocked: (owner) =>
      owner === undefined
        ? view.blocked
        : view.blocked.filter(
            ({ storeName }) => storeName !== undefined && view.stores.get(storeName)?.owner === owner,
          ),
    get: (name) => view.detail(name),
    async ownerOf(name) {
      return view.stores.get(name)?.owner ?? (await lastOwnerOf(repository, name));
    },
    ownerNow: (name) => view.stores.get(name)?.owner,
    create: (request, by) => createStore(context, request, by),
    update: (name, request, seen, by) => updateStore(context, name, request, seen, by),
    upgrade: (name, request, seen, by) => upgradeStore(context, name, request, seen, by),
    delete: (name, request, seen, by) => deleteStore(context, name, request, seen, by),
    backups: (name, viewer, signal) => backups.list(name, viewer, signal),
    backUp: (name, reason, seen, by) => backUpStore(context, name, reason, seen, by),
    restoreBackup: (name, wish, viewer, seen, by) => restoreBackup(context, name, wish, viewer, seen, by),
    sync: (name, by, signal) => syncStore(context, name, by, signal),
    revert: (commit, name, reason, by, data) => revertCommit(context, commit, name, reason, by, data),
    restore: (name, commit, reason, seen, by, data) => restoreStore(context, name, commit, reason, seen, by, data),
    confirmDeletions: (names, reason, by) => confirmDeletions(context, names, reason, by),
    async history(name, page) {
      const found = await historyPage(repository, name, page);
      // A store that never was has no history; one that is gone has.
      if (name !== undefined && page.after === undefined && found.items.length === 0) requireStore(name);
      return found;
    },
    diff: (commit, name) => commitWithPatches(repository, commit, name),
    engines: () => catalogue.engines(),
  };
}
