import { InvalidCursorError } from "./errors.ts";
import type { StatusPhase, Store } from "./store.ts";
import type { ListPage, ListQuery, StoreSort } from "./storesApplication.ts";

export interface StoreIndex {
  readonly stores: ReadonlyMap<string, Store>;
  readonly version: number;
}

interface Placed {
  readonly position: Position;
  readonly store: Store;
}

/**
 * @throws InvalidCursorError. Lists stores page by page. Orders are kept; a store that changed is put into its place when the
 * next page is asked for, so a page of ten thousand stores costs one look at each.
 */
export function storeLister(index: StoreIndex): (query: ListQuery) => ListPage {
  const orders = new Map<StoreSort, { readonly version: number; readonly stores: readonly Store[] }>();
  const places = new Map<StoreSort, readonly Placed[]>();

  function inOrder(sort: StoreSort): readonly Store[] {
    const kept = orders.get(sort);
    if (kept?.version === index.version) return kept.stores;
    const placed = placeAll(sort, places.get(sort) ?? [], index.stores);
    places.set(sort, placed);
    const stores = placed.map(({ store }) => store);
    orders.set(sort, { version: index.version, stores });
    return stores;
  }

  return (query) => {
    const candidates = inOrder(query.sort).filter(matcherOf(query));
    const phases = query.status && new Set(query.status);
    const matches = phases ? candidates.filter(({ status }) => phases.has(status.phase)) : candidates;
    const from = query.cursor === undefined ? 0 : startAfter(matches, query.sort, query.cursor);
    const items = matches.slice(from, from + query.limit);
    const last = items.at(-1);
    const more = from + items.length < matches.length;
    return {
      items,
      total: matches.length,
      counts: countsOf(candidates),
      ...(more && last && { nextCursor: encode(positionOf(query.sort, last)) }),
    };
  };
}

function countsOf(stores: readonly Store[]): ListPage["counts"] {
  const counts: { [Phase in StatusPhase]?: number } = {};
  for (const { status } of stores) counts[status.phase] = (counts[status.phase] ?? 0) + 1;
  return counts;
}

/** All but the phase, since the phases are counted, too. */
/** Sorting what is nearly in order takes little more than one look at each. */
function placeAll(sort: StoreSort, before: readonly Placed[], stores: ReadonlyMap<string, Store>): readonly Placed[] {
  const known = new Set<string>();
  const placed: Placed[] = [];
  for (const old of before) {
    const store = stores.get(old.store.name);
    if (store === undefined) continue;
    known.add(store.name);
    placed.push(store === old.store ? old : { position: positionOf(sort, store), store });
  }
  for (const store of stores.values())
    if (!known.has(store.name)) placed.push({ position: positionOf(sort, store), store });
  return placed.sort((a, b) => compare(sort, a.position, b.position));
}

function matcherOf({ search, engine, owner, cluster, chartVersion }: ListQuery): (store: Store) => boolean {
  const words = search?.trim().toLowerCase();
  return (store) =>
    (owner === undefined || store.owner === owner) &&
    (engine === undefined || store.engine === engine) &&
    (cluster === undefined || store.cluster === cluster) &&
    (chartVersion === undefined || store.chartVersion === chartVersion) &&
    (words === undefined ||
      words === "" ||
      store.name.includes(words) ||
      store.displayName.toLowerCase().includes(words));
}

/** What a store is sorted by, and its name, which makes it unique. */
type Position = readonly [key: string, name: string];

function positionOf(sort: StoreSort, store: Store): Position {
  return [sortText(sort.replace("-", ""), store), store.name];
}

function sortText(key: string, store: Store): string {
  switch (key) {
    case "status":
      return store.status.phase;
    case "createdAt":
      return store.createdAt ?? "";
    case "updatedAt":
      return store.lastCommit?.committedAt ?? "";
    case "owner":
      return store.owner;
    default:
      return store.name;
  }
}

function compare(sort: StoreSort, a: Position, b: Position): number {
  const order = compareText(a[0], b[0]) || compareText(a[1], b[1]);
  return sort.startsWith("-") ? -order : order;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Index of the first store behind the cursor's, which itself may be gone by now. */
function startAfter(stores: readonly Store[], sort: StoreSort, cursor: string): number {
  const after = decode(cursor);
  let low = 0;
  let high = stores.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const store = stores[middle];
    if (store && compare(sort, positionOf(sort, store), after) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function encode(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString("base64url");
}

function decode(cursor: string): Position {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    if (Array.isArray(value) && typeof value[0] === "string" && typeof value[1] === "string")
      return [value[0], value[1]];
  } catch {
    // Falls through.
  }
  throw new InvalidCursorError("This cursor is none of ours: start over without one.");
}
