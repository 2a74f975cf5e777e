import { Gauge, type Registry } from "prom-client";
import type { StoreUsage, UsageReading } from "../../argo/podUsage.ts";
import { labelledGauge } from "./gauge.ts";

export interface UsageSources {
  /** What the stores use; undefined where metrics-server doesn't answer. */
  readonly usage: () => Promise<UsageReading | undefined>;
  /** So many stores get series of their own, those that use most memory; 0: none, and metrics-server isn't asked. */
  readonly usageOfStores: number;
}

/** CPU and memory by store. The number of series is bounded: the stores' sum is always there, each store only among the largest. */
export function usageMetrics(registry: Registry, sources: UsageSources): void {
  const read = async () => (sources.usageOfStores === 0 ? undefined : await sources.usage());
  const largest = (reading: UsageReading | undefined): [string, StoreUsage][] =>
    [...(reading?.stores ?? [])].sort(([, a], [, b]) => b.memory - a.memory).slice(0, sources.usageOfStores);
  const of = (key: keyof StoreUsage) => async (set: (labels: Record<"store", string>, value: number) => void) => {
    for (const [store, usage] of largest(await read())) set({ store }, usage[key]);
  };
  labelledGauge(
    registry,
    {
      name: "storeplane_store_cpu_cores",
      help: "Cores that a store's pods use; of the stores that use most memory",
      labelNames: ["store"],
    },
    of("cpu"),
  );
  labelledGauge(
    registry,
    {
      name: "storeplane_store_memory_bytes",
      help: "Memory that a store's pods use; of the stores that use most",
      labelNames: ["store"],
    },
    of("memory"),
  );
  for (const [name, key, help] of [
    ["storeplane_stores_cpu_cores", "cpu", "Cores that the pods of all stores use"],
    ["storeplane_stores_memory_bytes", "memory", "Memory that the pods of all stores use"],
  ] as const)
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        this.reset();
        let sum = 0;
        for (const usage of (await read())?.stores.values() ?? []) sum += usage[key];
        this.set(sum);
      },
    });
}
