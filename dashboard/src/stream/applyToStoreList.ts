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
 * for them. A store that leaves the `phases` which the list is filtered by leaves the list. Stores the pages don't hold are
 * not added: where they belong, only the server's order knows.
 */
export function applyToStoreList(
  pages: readonly StoreList[],
  changes: StoreChanges,
  phases?: ReadonlySet<string>,
): StoreList[] {
  let gone = 0;
  const counts = new Map<string, number>();
  const count = (phase: string, by: number) => counts.set(phase, (counts.get(phase) ?? 0) + by);
  const next = pages.map((page) => {
    let touched = changes.blocked !== undefined;
    const items: Store[] = [];
    for (const known of page.items) {
      if (changes.removed.has(known.name)) {
        count(known.status.phase, -1);
        gone += 1;
        touched = true;
        continue;
      }
      const incoming = changes.updated.get(known.name);
      const item = incoming === undefined ? known : newerStore(known, incoming);
      if (item !== known) {
        touched = true;
        count(known.status.phase, -1);
        count(item.status.phase, 1);
      }
      if (phases?.has(item.status.phase) === false) gone += 1;
      else items.push(item);
    }
    return touched ? { ...page, items, blocked: [...(changes.blocked ?? page.blocked)] } : page;
  });
  const moved = [...counts].filter(([, by]) => by !== 0);
  if (gone === 0 && moved.length === 0) return next;
  // The first page speaks for the list; the others only have to agree on how long it is.
  return next.map((page, index) => {
    const total = Math.max(0, page.total - gone);
    if (index === 0) return { ...page, total, counts: recounted(page.counts, moved) };
    return total === page.total ? page : { ...page, total };
  });
}

function recounted(counts: StoreList["counts"], moved: readonly (readonly [string, number])[]): StoreList["counts"] {
  const next = { ...counts };
  for (const [phase, by] of moved) next[phase] = Math.max(0, (next[phase] ?? 0) + by);
  return next;
}

/** True when the pages hold each of these stores. */
export function holdsAll(pages: readonly StoreList[], stores: Iterable<Store>): boolean {
  const held = new Set(pages.flatMap((page) => page.items.map((item) => item.name)));
  for (const { name } of stores) if (!held.has(name)) return false;
  return true;
}
