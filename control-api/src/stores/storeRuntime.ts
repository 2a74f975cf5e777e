/** What runs for a store: its parts, pods, events, logs and credentials, read from the store's own cluster. */
import type { Response } from "undici";
import type { ArgoCd } from "../argo/argoCd.ts";
import type { ClusterReader, LogQuery, Place } from "../argo/clusterReader.ts";
import { homeCluster } from "../argo/clusters.ts";
import type { LivePod } from "../argo/liveObjects.ts";
import type { StoreUsage } from "../argo/podUsage.ts";
import type { StoreEvent } from "../argo/storeEvent.ts";
import type { QuotaUse, UsageReader } from "../argo/usageReader.ts";
import { CredentialsNotReadyError, NoSuchPodError, StoreNotFoundError } from "./errors.ts";
import { resourceTree } from "./resourceTree.ts";
import type { StoreResource } from "./store.ts";
import type { StoresView } from "./storesView.ts";

export interface StoreResources {
  readonly items: readonly StoreResource[];
  /** Why only what Argo CD applied is shown and not what that made. */
  readonly incomplete?: string;
}

/** Without `container` the pod's first one is meant. */
export type LogRequest = Omit<LogQuery, "container"> & { readonly container?: string | undefined };

/** All throw StoreNotFoundError, UnknownClusterError and ClusterUnavailableError. */
export interface StoreRuntime {
  resources(name: string, signal: AbortSignal): Promise<StoreResources>;
  pods(name: string, signal: AbortSignal): Promise<readonly LivePod[]>;
  /** Newest first. */
  events(name: string, signal: AbortSignal): Promise<readonly StoreEvent[]>;
  followEvents(name: string, onEvents: (events: readonly StoreEvent[]) => void): { close(): Promise<void> };
  /** The log while it comes in. @throws NoSuchPodError */
  log(name: string, request: LogRequest, signal: AbortSignal): Promise<Response>;
  /** @throws CredentialsNotReadyError */
  credentials(name: string, signal: AbortSignal): Promise<readonly { key: string; value: string }[]>;
  /** `now` is undefined where the cluster doesn't measure it. */
  usage(name: string, signal: AbortSignal): Promise<{ now: StoreUsage | undefined; quota: readonly QuotaUse[] }>;
}

/** Longest wait for the credentials, in milliseconds. */
const secretWithin = 5_000;

export function storeRuntime(options: {
  readonly argo: ArgoCd;
  readonly view: StoresView;
  readonly reader: ClusterReader;
  readonly usage: UsageReader;
}): StoreRuntime {
  const { argo, view, reader, usage } = options;

  function placeOf(name: string): Place {
    const store = view.stores.get(name);
    if (!store) throw new StoreNotFoundError(`There is no store ${name}: check the name.`);
    // Where it is deployed, which a broken or changed file doesn't move.
    const deployed = argo.application(name)?.destination.cluster;
    return { cluster: deployed ?? (store.cluster || homeCluster), namespace: `store-${name}` };
  }

  return {
    async usage(name, signal) {
      const place = placeOf(name);
      const [now, quota] = await Promise.all([usage.now(place, signal), usage.quota(place, signal)]);
      return { now, quota };
    },
    async resources(name, signal) {
      const place = placeOf(name);
      const applied = argo.application(name)?.resources ?? [];
      if (applied.length === 0) return { items: [] };
      try {
        const [workloads, pods] = await Promise.all([reader.workloads(place, signal), reader.pods(place, signal)]);
        return { items: resourceTree(applied, [...workloads, ...pods]) };
      } catch (error) {
        const why = error instanceof Error ? error.message : "The cluster doesn't answer.";
        return { items: resourceTree(applied, []), incomplete: why };
      }
    },
    pods: async (name, signal) => reader.pods(placeOf(name), signal),
    async events(name, signal) {
      const events = await reader.events(placeOf(name), signal);
      return events.toSorted((a, b) => Date.parse(b.lastAt) - Date.parse(a.lastAt));
    },
    followEvents: (name, onEvents) => reader.followEvents(placeOf(name), onEvents),
    async log(name, request, signal) {
      const place = placeOf(name);
      const pods = await reader.pods(place, signal);
      const pod = pods.find((one) => one.name === request.pod);
      if (!pod) throw new NoSuchPodError(`${name} has no pod ${request.pod}: ${choices(pods.map((one) => one.name))}.`);
      const container = request.container ?? pod.containers[0]?.name;
      if (container === undefined || !pod.containers.some((one) => one.name === container))
        throw new NoSuchPodError(
          `${pod.name} has no container ${container}: ${choices(pod.containers.map((one) => one.name))}.`,
        );
      return await reader.log(place, { ...request, container }, signal);
    },
    async credentials(name, signal) {
      const bounded = AbortSignal.any([AbortSignal.timeout(secretWithin), signal]);
      const found = await reader.secret(placeOf(name), "store-credentials", bounded);
      if (!found)
        throw new CredentialsNotReadyError(`${name} has no credentials yet: they are made when it first deploys.`);
      return [...found].map(([key, value]) => ({ key, value }));
    },
  };
}

function choices(names: readonly string[]): string {
  return names.length === 0 ? "there is none yet" : `there are ${names.slice(0, 20).join(", ")}`;
}
