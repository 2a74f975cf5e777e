/** What one store uses of what it may, read from its own cluster. */
import { z } from "zod";
import { answered } from "./answered.ts";
import type { Place } from "./clusterReader.ts";
import type { Clusters } from "./clusters.ts";
import { statusOf } from "./kubeClient.ts";
import { podMetrics, quantity, type StoreUsage, usageByStore } from "./podUsage.ts";

export interface QuotaUse {
  /** As Kubernetes names it, e.g. `requests.cpu`, in cores, bytes or pieces. */
  readonly resource: string;
  readonly used: number;
  readonly limit: number;
}

export interface UsageReader {
  /** Undefined where the cluster has no metrics-server, or we may not ask it, or it knows nothing of the store's pods (yet). */
  now(place: Place, signal: AbortSignal): Promise<StoreUsage | undefined>;
  quota(place: Place, signal: AbortSignal): Promise<readonly QuotaUse[]>;
}

const quotas = z.object({
  items: z.array(
    z.object({
      status: z
        .object({
          hard: z.record(z.string(), z.string()).default({}),
          used: z.record(z.string(), z.string()).default({}),
        })
        .default({ hard: {}, used: {} }),
    }),
  ),
});

/** Milliseconds. */
const answersWithin = 5_000;

/** Both throw UnknownClusterError and ClusterUnavailableError. */
export function usageReader(clusters: Clusters): UsageReader {
  async function read(place: Place, path: string, signal: AbortSignal): Promise<unknown> {
    const bounded = AbortSignal.any([signal, AbortSignal.timeout(answersWithin)]);
    return await answered(async () => {
      const response = await clusters.client(place.cluster).open(path, { limit: "500" }, bounded);
      return await response.json();
    });
  }
  return {
    async now(place, signal) {
      try {
        const path = `/apis/metrics.k8s.io/v1beta1/namespaces/${place.namespace}/pods`;
        const { items } = podMetrics.parse(await read(place, path, signal));
        return [...usageByStore(items).values()][0];
      } catch (error) {
        if (isNotThere(error)) return undefined;
        throw error;
      }
    },
    async quota(place, signal) {
      const raw = await read(place, `/api/v1/namespaces/${place.namespace}/resourcequotas`, signal).catch(
        (error: unknown) => {
          if (isNotThere(error)) return { items: [] };
          throw error;
        },
      );
      return quotas.parse(raw).items.flatMap(({ status }) =>
        Object.entries(status.hard).map(([resource, hard]) => ({
          resource,
          used: quantity(status.used[resource] ?? "0"),
          limit: quantity(hard),
        })),
      );
    },
  };
}

/** 404: there is no metrics-server; 503: there is, but it isn't ready; 403: we may not look. */
function isNotThere(error: unknown): boolean {
  const status = statusOf(error);
  return status === 403 || status === 404 || status === 503;
}
