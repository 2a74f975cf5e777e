/** What keeps stores' pods from running, watched in every cluster that a store is on. */
import type { PodTrouble } from "./argoCd.ts";
import { type Clusters, homeCluster } from "./clusters.ts";
import { type KubeClient, requestOptions } from "./kubeClient.ts";
import { isOfScheduledBackup, type Pod, readPod } from "./pod.ts";
import { type ListPage, ResourceWatch, type WatchLog } from "./resourceWatch.ts";
import { readWarning, type Warning, warnings } from "./warning.ts";
import type { WatchObserver } from "./watchObserver.ts";

interface TroubleWatch {
  start(): void;
  of(storeName: string): PodTrouble[];
  close(): Promise<void>;
}

export interface TroubleWatches {
  start(): void;
  /** A store's Application came, went or changed: the clusters it is deployed to, where that is known. */
  moved(from: string | undefined, to: string | undefined): void;
  of(storeName: string, cluster: string): readonly PodTrouble[];
  close(): Promise<void>;
}

/** The home cluster is watched always, each other one while an Application is on it. */
export function troubleWatches(options: {
  readonly clusters: Clusters;
  readonly log: WatchLog;
  readonly onChange: (stores: ReadonlySet<string>) => void;
  readonly observer?: WatchObserver | undefined;
}): TroubleWatches {
  const { clusters, log, onChange, observer } = options;
  const applications = new Map<string, number>();
  const watches = new Map<string, TroubleWatch>();
  const watchOf = (cluster: string) => troubleWatch(clusters.client(cluster), log, onChange, observer);
  const home = watchOf(homeCluster);
  watches.set(homeCluster, home);

  function count(cluster: string | undefined, by: 1 | -1): void {
    if (cluster === undefined || cluster === homeCluster) return;
    const left = (applications.get(cluster) ?? 0) + by;
    applications.set(cluster, left);
    const watch = watches.get(cluster);
    if (left > 0 && !watch) {
      const made = watchOf(cluster);
      watches.set(cluster, made);
      made.start();
    } else if (left <= 0 && watch) {
      watches.delete(cluster);
      void watch.close();
    }
  }

  return {
    start: () => home.start(),
    moved(from, to) {
      if (from === to) return;
      count(from, -1);
      count(to, 1);
    },
    of: (storeName, cluster) => watches.get(cluster)?.of(storeName) ?? [],
    async close() {
      await Promise.all([...watches.values()].map((watch) => watch.close()));
    },
  };
}

function troubleWatch(
  client: KubeClient,
  log: WatchLog,
  onChange: (stores: ReadonlySet<string>) => void,
  observer: WatchObserver | undefined,
): TroubleWatch {
  const podsOf = new Map<string, Map<string, Pod>>();
  const known = warnings();
  const pageOf = ({ limit, continueFrom }: ListPage) => ({
    limit,
    ...(continueFrom !== undefined && { _continue: continueFrom }),
  });
  // Without pods and events only the reasons are vaguer.
  const onConnection = () => undefined;
  const pods = new ResourceWatch<Pod>({
    client,
    log,
    kind: {
      name: "Pod",
      path: "/api/v1/pods",
      list: async (page) => (await client.core()).listPodForAllNamespaces(pageOf(page), requestOptions(page.signal)),
      project: readPod,
    },
    onChanges(changes) {
      const changed = new Set<string>();
      for (const { name, before, after } of changes) {
        const pod = after ?? before;
        if (!pod) continue;
        const store = pod.namespace.slice("store-".length);
        const of = podsOf.get(store) ?? new Map<string, Pod>();
        if (after && (after.troubles.length > 0 || after.backedUpAt !== undefined)) of.set(name, after);
        else of.delete(name);
        if (of.size > 0) podsOf.set(store, of);
        else podsOf.delete(store);
        const told = (before?.troubles.length ?? 0) + (after?.troubles.length ?? 0) > 0;
        if (told || after?.backedUpAt !== before?.backedUpAt) changed.add(store);
      }
      if (changed.size > 0) onChange(changed);
    },
    onConnection,
    onRestart: (cause) => observer?.restarted("Pod", cause),
  });
  const events = new ResourceWatch<Warning>({
    client,
    log,
    kind: {
      name: "Event",
      path: "/api/v1/events",
      fieldSelector: "type=Warning",
      list: async (page) =>
        (await client.core()).listEventForAllNamespaces(
          { fieldSelector: "type=Warning", ...pageOf(page) },
          requestOptions(page.signal),
        ),
      project: readWarning,
    },
    onChanges(changes) {
      const changed = known.take(changes, Date.now());
      if (changed.size > 0) onChange(changed);
    },
    onConnection,
    onRestart: (cause) => observer?.restarted("Event", cause),
  });
  return {
    start() {
      pods.start();
      events.start();
    },
    of(storeName) {
      const pods = [...(podsOf.get(storeName)?.values() ?? [])];
      const backedUpAt = Math.max(0, ...pods.flatMap((pod) => pod.backedUpAt ?? []));
      // A night's failure is over once another night's backup was made.
      const isOver = (trouble: PodTrouble) => isOfScheduledBackup(trouble) && (trouble.endedAt ?? 0) < backedUpAt;
      const ofPods = pods.flatMap((pod) => pod.troubles).filter((trouble) => !isOver(trouble));
      return [...ofPods, ...known.of(storeName, Date.now())];
    },
    async close() {
      await Promise.all([pods.close(), events.close()]);
    },
  };
}
