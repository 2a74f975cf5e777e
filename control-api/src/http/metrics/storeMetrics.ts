import { Counter, Histogram, type Registry } from "prom-client";
import type { FailureCode } from "../../stores/failureCode.ts";
import type { PendingDeletion, Store } from "../../stores/store.ts";
import { gauge, labelledGauge } from "./gauge.ts";

export interface StoreSources {
  readonly stores: () => Iterable<Store>;
  readonly blockedFiles: () => number;
  readonly rollouts: () => number;
}

export interface StoreMetrics {
  observeProvisioning(engine: string, seconds: number): void;
  observeRollout(engine: string, seconds: number): void;
  observeFailure(engine: string, code: FailureCode): void;
}

const seconds = [0.5, 1, 2, 5, 10, 15, 25, 45, 90, 180, 600];
const deletionStates = ["grace", "confirmation", "held", "going"] as const;

export function storeMetrics(registry: Registry, sources: StoreSources): StoreMetrics {
  const registers = [registry];
  const provisioning = new Histogram({
    name: "storeplane_provisioning_seconds",
    help: "Time from the commit that made a store until it was first Ready; of several replicas one tells",
    labelNames: ["engine"],
    buckets: seconds,
    registers,
  });
  const rollouts = new Histogram({
    name: "storeplane_rollout_seconds",
    help: "Time from a later commit of a store until it was Ready with it; of several replicas one tells",
    labelNames: ["engine"],
    buckets: seconds,
    registers,
  });
  const failures = new Counter({
    name: "storeplane_store_failures_total",
    help: "Times that a store became Failed, Degraded or Blocked, by why",
    labelNames: ["engine", "reason"],
    registers,
  });
  labelledGauge(
    registry,
    { name: "storeplane_stores", help: "Stores by engine and phase", labelNames: ["engine", "phase"] },
    (set) => {
      for (const { engine, phase, count } of countedStores(sources.stores())) set({ engine, phase }, count);
    },
  );
  gauge(registry, "storeplane_rollouts_open", "Commits of stores that are being rolled out", sources.rollouts);
  gauge(
    registry,
    "storeplane_blocked_files",
    "Files below stores/ that can't be stores, and stop others of their set from changing",
    sources.blockedFiles,
  );
  labelledGauge(
    registry,
    {
      name: "storeplane_deletions",
      help: "Stores whose file is gone: within the grace period, waiting for a confirmation, held because Git can't be believed, going",
      labelNames: ["state"],
    },
    (set) => {
      const counts = new Map<string, number>();
      for (const { status, deletion } of sources.stores()) {
        if (status.phase !== "Deleting" && !deletion) continue;
        const state = deletionState(deletion);
        counts.set(state, (counts.get(state) ?? 0) + 1);
      }
      for (const state of deletionStates) set({ state }, counts.get(state) ?? 0);
    },
  );
  return {
    observeProvisioning: (engine, took) => provisioning.observe({ engine }, Math.max(0, took)),
    observeRollout: (engine, took) => rollouts.observe({ engine }, Math.max(0, took)),
    observeFailure: (engine, reason) => failures.inc({ engine, reason }),
  };
}

function countedStores(stores: Iterable<Store>): Iterable<{ engine: string; phase: string; count: number }> {
  const counts = new Map<string, { engine: string; phase: string; count: number }>();
  for (const { engine, status } of stores) {
    const key = `${engine} ${status.phase}`;
    const counted = counts.get(key) ?? { engine, phase: status.phase, count: 0 };
    counted.count += 1;
    counts.set(key, counted);
  }
  return counts.values();
}

function deletionState(deletion: PendingDeletion | undefined): (typeof deletionStates)[number] {
  if (deletion?.held !== undefined) return "held";
  if (deletion?.needsConfirmation) return "confirmation";
  return deletion?.deleteAfter === undefined ? "going" : "grace";
}
