/** Reads what runs for stores, in whichever cluster it runs. It only reads, and of Secrets just the one it is told. */
import type { Response } from "undici";
import { z } from "zod";
import { answered } from "./answered.ts";
import type { Clusters } from "./clusters.ts";
import { requestOptions, statusOf } from "./kubeClient.ts";
import { type LiveObject, type LivePod, readLivePod, readWorkload, workloadKinds } from "./liveObjects.ts";
import { ResourceWatch, type WatchLog } from "./resourceWatch.ts";
import { readStoreEvent, type StoreEvent } from "./storeEvent.ts";

/** A namespace of a cluster. */
export interface Place {
  readonly cluster: string;
  readonly namespace: string;
}

export interface LogQuery {
  readonly pod: string;
  readonly container: string;
  readonly follow: boolean;
  readonly previous: boolean;
  readonly timestamps: boolean;
  readonly tailLines?: number | undefined;
  readonly sinceSeconds?: number | undefined;
  /** Bytes. */
  readonly limit: number;
}

/** All throw UnknownClusterError and ClusterUnavailableError. */
export interface ClusterReader {
  pods(place: Place, signal: AbortSignal): Promise<readonly LivePod[]>;
  /** What workloads are made of, without the pods. */
  workloads(place: Place, signal: AbortSignal): Promise<readonly LiveObject[]>;
  events(place: Place, signal: AbortSignal): Promise<readonly StoreEvent[]>;
  /** Calls `onEvents` with those there are, then with each batch that comes, until closed. */
  followEvents(place: Place, onEvents: (events: readonly StoreEvent[]) => void): { close(): Promise<void> };
  /** The log while it comes in; it ends with the container. @throws ApiException in the kubelet's words. */
  log(place: Place, query: LogQuery, signal: AbortSignal): Promise<Response>;
  /** Decoded values of a Secret; undefined when there is none. */
  secret(place: Place, name: string, signal: AbortSignal): Promise<ReadonlyMap<string, string> | undefined>;
}

/** Longest wait for a list, in milliseconds. */
const listsWithin = 5_000;
/** More of one kind than any store has. */
const mostObjects = 500;

const listed = z.object({ items: z.array(z.unknown()) });

export function clusterReader(clusters: Clusters, log: WatchLog): ClusterReader {
  async function list(place: Place, path: string, signal: AbortSignal): Promise<unknown[]> {
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(listsWithin)]);
    return await answered(async () => {
      const response = await clusters.client(place.cluster).open(path, { limit: String(mostObjects) }, bounded);
      return listed.parse(await response.json()).items;
    });
  }
  const corePath = (namespace: string, what: string) => `/api/v1/namespaces/${namespace}/${what}`;

  return {
    async pods(place, signal) {
      return (await list(place, corePath(place.namespace, "pods"), signal)).map(readLivePod);
    },
    async workloads(place, signal) {
      const lists = workloadKinds.map(async (kind) => {
        const path = `/apis/${kind.group}/${kind.version}/namespaces/${place.namespace}/${kind.plural}`;
        return (await list(place, path, signal)).flatMap((raw) => readWorkload(raw, kind) ?? []);
      });
      return (await Promise.all(lists)).flat();
    },
    async events(place, signal) {
      return (await list(place, corePath(place.namespace, "events"), signal)).map(readStoreEvent);
    },
    followEvents(place, onEvents) {
      const client = clusters.client(place.cluster);
      const watch = new ResourceWatch<StoreEvent>({
        client,
        // It comes and goes with each who looks: no news.
        log: { info: () => undefined, warn: (fields, sentence) => log.warn(fields, sentence) },
        kind: {
          name: "Event",
          path: corePath(place.namespace, "events"),
          list: async (page) =>
            (await client.core()).listNamespacedEvent(
              {
                namespace: place.namespace,
                limit: page.limit,
                ...(page.continueFrom !== undefined && { _continue: page.continueFrom }),
              },
              requestOptions(page.signal),
            ),
          project: readStoreEvent,
        },
        onChanges: (changes) => {
          // What is gone is just old.
          const news = changes.flatMap(({ after }) => after ?? []);
          if (news.length > 0) onEvents(news);
        },
        onConnection: () => undefined,
      });
      watch.start();
      return watch;
    },
    async log(place, { pod, container, limit, tailLines, sinceSeconds, ...flags }, signal) {
      const query = {
        container,
        limitBytes: String(limit),
        ...Object.fromEntries(Object.entries(flags).map(([name, value]) => [name, String(value)])),
        ...(tailLines !== undefined && { tailLines: String(tailLines) }),
        ...(sinceSeconds !== undefined && { sinceSeconds: String(sinceSeconds) }),
      };
      const path = corePath(place.namespace, `pods/${encodeURIComponent(pod)}/log`);
      return await answered(() => clusters.client(place.cluster).open(path, query, signal));
    },
    async secret(place, name, signal) {
      try {
        const secret = await answered(async () =>
          (await clusters.client(place.cluster).core()).readNamespacedSecret(
            { namespace: place.namespace, name },
            requestOptions(signal),
          ),
        );
        return new Map(
          Object.entries(secret.data ?? {}).map(([key, value]) => [key, Buffer.from(value, "base64").toString("utf8")]),
        );
      } catch (error) {
        if (statusOf(error) === 404) return undefined;
        throw error;
      }
    },
  };
}
