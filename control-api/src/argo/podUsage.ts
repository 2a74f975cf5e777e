/** What the stores' pods use just now, from metrics-server; absent where the cluster has none. */
import { z } from "zod";
import { type KubeClient, requestOptions, statusOf } from "./kubeClient.ts";

export interface StoreUsage {
  /** Cores. */
  readonly cpu: number;
  /** Bytes. */
  readonly memory: number;
}

export interface UsageReading {
  /** By the store's name. */
  readonly stores: ReadonlyMap<string, StoreUsage>;
  /** Epoch milliseconds. */
  readonly at: number;
}

export interface PodUsage {
  /** At most one question to the cluster each `everyMs`, however many ask. Undefined when metrics-server doesn't answer. */
  read(): Promise<UsageReading | undefined>;
}

/** A list of metrics-server, as far as it is looked at. */
export const podMetrics = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ namespace: z.string() }),
      containers: z.array(z.object({ usage: z.object({ cpu: z.string(), memory: z.string() }) })),
    }),
  ),
});

const limitMs = 5_000;

/** metrics-server itself looks every 15 seconds. */
export function podUsage(client: KubeClient, options: { readonly everyMs: number } = { everyMs: 15_000 }): PodUsage {
  let last: { readonly askedAt: number; readonly reading: Promise<UsageReading | undefined> } | undefined;

  async function ask(): Promise<UsageReading | undefined> {
    try {
      const raw: unknown = await (await client.custom()).listClusterCustomObject(
        // The label is on every pod of every engine's chart.
        { group: "metrics.k8s.io", version: "v1beta1", plural: "pods", labelSelector: "storeplane.dev/store" },
        requestOptions(AbortSignal.timeout(limitMs)),
      );
      return { stores: usageByStore(podMetrics.parse(raw).items), at: Date.now() };
    } catch (error) {
      // None there, none allowed, none that answers: it's the same to whoever asks.
      if (statusOf(error) !== undefined || error instanceof Error) return undefined;
      throw error;
    }
  }

  return {
    read() {
      const now = Date.now();
      if (!last || now - last.askedAt >= options.everyMs) last = { askedAt: now, reading: ask() };
      return last.reading;
    },
  };
}

/** Pods of other namespaces than stores' are left out. */
export function usageByStore(items: z.output<typeof podMetrics>["items"]): Map<string, StoreUsage> {
  const stores = new Map<string, StoreUsage>();
  for (const { metadata, containers } of items) {
    if (!metadata.namespace.startsWith("store-")) continue;
    const name = metadata.namespace.slice("store-".length);
    let { cpu, memory } = stores.get(name) ?? { cpu: 0, memory: 0 };
    for (const { usage } of containers) {
      cpu += quantity(usage.cpu);
      memory += quantity(usage.memory);
    }
    stores.set(name, { cpu, memory });
  }
  return stores;
}

const factors: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** A quantity as Kubernetes writes it, e.g. `250m`, `64Mi`; 0 when it is none. */
export function quantity(text: string): number {
  const [, number, unit = ""] = /^(\d+(?:\.\d+)?(?:e\d+)?)([a-zA-Z]*)$/.exec(text) ?? [];
  return Number(number ?? 0) * (factors[unit] ?? 0);
}
