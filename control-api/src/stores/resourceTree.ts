import type { ApplicationResource } from "../argo/application.ts";
import type { LiveObject } from "../argo/liveObjects.ts";
import type { StoreResource } from "./store.ts";

/**
 * What Argo CD applied, each with what it made in turn (Deployment → ReplicaSet → Pod), by owner references. Objects that
 * belong to nothing known are left out: they are none of the store's chart.
 */
export function resourceTree(
  applied: readonly ApplicationResource[],
  live: readonly LiveObject[],
): readonly StoreResource[] {
  const byIdentity = new Map(live.map((object) => [identity(object), object]));
  const roots = new Set(applied.map(identity));
  const byOwner = new Map<string, LiveObject[]>();
  for (const object of live) {
    if (roots.has(identity(object))) continue;
    for (const owner of object.ownerUids) byOwner.set(owner, [...(byOwner.get(owner) ?? []), object]);
  }

  function childrenOf(uid: string | undefined): { children?: StoreResource[] } {
    const owned = uid === undefined ? undefined : byOwner.get(uid);
    if (!owned) return {};
    const newestFirst = owned.toSorted((a, b) => compareText(b.createdAt, a.createdAt) || compareText(a.name, b.name));
    return { children: newestFirst.map(shown) };
  }

  function shown({ group, kind, namespace, name, uid, createdAt, health, message }: LiveObject): StoreResource {
    return {
      group,
      kind,
      namespace,
      name,
      createdAt,
      ...(health !== undefined && { health }),
      ...(message !== undefined && { message }),
      ...childrenOf(uid),
    };
  }

  return applied.map(({ hook: _hook, ...resource }) => {
    const object = byIdentity.get(identity(resource));
    return { ...resource, ...(object && { createdAt: object.createdAt }), ...childrenOf(object?.uid) };
  });
}

function identity({ group, kind, name }: { group: string; kind: string; name: string }): string {
  return `${group}/${kind}/${name}`;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
