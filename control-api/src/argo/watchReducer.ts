/** What a watch knows, and how an event changes it. */
export interface Versioned {
  readonly name: string;
  readonly uid: string;
  readonly resourceVersion: string;
}

export type WatchEvent<T extends Versioned> =
  | { readonly type: "listed"; readonly items: readonly T[] }
  | { readonly type: "put"; readonly item: T }
  | { readonly type: "removed"; readonly item: T };

/** What an event did, by name. A missing `after` means gone. */
export interface WatchChange<T> {
  readonly name: string;
  readonly before?: T;
  readonly after?: T;
}

/**
 * Changes that `event` brings to `known`, which stays untouched: the caller applies them. Events that are older than what
 * is known are dropped; a list is the truth at its time and replaces all.
 */
export function changesOf<T extends Versioned>(known: ReadonlyMap<string, T>, event: WatchEvent<T>): WatchChange<T>[] {
  if (event.type === "listed") return changesOfList(known, event.items);
  const { item } = event;
  const before = known.get(item.name);
  if (event.type === "put") {
    if (before && isOlderOrSame(item, before)) return [];
    return [{ name: item.name, ...(before && { before }), after: item }];
  }
  // The removal of an earlier namesake says nothing of the one that is there now.
  if (!before || (before.uid !== item.uid && compareVersions(item.resourceVersion, before.resourceVersion) < 0))
    return [];
  return [{ name: item.name, before }];
}

function changesOfList<T extends Versioned>(known: ReadonlyMap<string, T>, items: readonly T[]): WatchChange<T>[] {
  const changes: WatchChange<T>[] = [];
  const listed = new Set<string>();
  for (const item of items) {
    listed.add(item.name);
    const before = known.get(item.name);
    if (before?.resourceVersion === item.resourceVersion && before.uid === item.uid) continue;
    changes.push({ name: item.name, ...(before && { before }), after: item });
  }
  for (const [name, before] of known) if (!listed.has(name)) changes.push({ name, before });
  return changes;
}

function isOlderOrSame(item: Versioned, before: Versioned): boolean {
  return compareVersions(item.resourceVersion, before.resourceVersion) <= 0;
}

/** Resource versions are decimal numbers of any length (Kubernetes lets clients compare them since 1.35). */
export function compareVersions(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Brings `known` up to date. */
export function applyChanges<T>(known: Map<string, T>, changes: readonly WatchChange<T>[]): void {
  for (const { name, after } of changes) {
    if (after === undefined) known.delete(name);
    else known.set(name, after);
  }
}
