import type { BlockedFile, Store, StoreList } from "../api/types.ts";

/** A burst of events, folded: the last word on each store, and on the blocked files. */
export interface StoreChanges {
  readonly updated: ReadonlyMap<string, Store>;
  readonly removed: ReadonlySet<string>;
  readonly blocked?: readonly BlockedFile[];
}

/** Newer of two views of a store: events can arrive after a fetch that already saw more. */
export function newerStore(known: Store, incoming: Store): Store {
  return incoming.status.observedAt < known.status.observedAt ? known : incoming;
}

/**
 * Applies changes to the loaded pages of a list. Pages without a change keep their identity, so that nothing re-renders
 * for them. Stores the pages don't hold are not added: where they belong, only the server's order knows.
 */
export function applyToStoreList(pages: readonly StoreList[], changes: StoreChanges): StoreList[] {
  let gone = 0;
  const next = pages.map((page) => {
    let touched = changes.blocked !== undefined;
    const items: Store[] = [];
    for (const known of page.items) {
      if (changes.removed.has(known.name)) {
        gone += 1;
        touched = true;
        continue;
      }
      const incoming = changes.updated.get(known.name);
      const item = incoming === undefined ? known : newerStore(known, incoming);
      touched ||= item !== known;
      items.push(item);
    }
    return touched ? { ...page, items, blocked: [...(changes.blocked ?? page.blocked)] } : page;
  });
  return gone === 0 ? next : next.map((page) => ({ ...page, total: Math.max(0, page.total - gone) }));
}

/** True when the pages hold each of these stores. */
export function holdsAll(pages: readonly StoreList[], names: Iterable<string>): boolean {
  const held = new Set(pages.flatMap((page) => page.items.map((item) => item.name)));
  for (const name of names) if (!held.has(name)) return false;
  return true;
}
