/** Prometheus metrics of this process. */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Connection } from "../argo/resourceWatch.ts";
import type { Store } from "../stores/store.ts";

export interface MetricsSources {
  readonly stores: () => Iterable<Store>;
  readonly cluster: () => Connection;
  /** Epoch milliseconds of the last fetch that succeeded. */
  readonly fetchedAt: () => number | undefined;
  readonly streams: () => number;
  readonly databaseQueue: () => number;
  readonly databaseDropped: () => number;
}

export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
  observeRequest(route: string, method: string, status: number, seconds: number): void;
  observeProvisioning(engine: string, seconds: number): void;
  observeCommit(operation: string, outcome: "ok" | "failed", seconds: number): void;
}

export function createMetrics(sources: MetricsSources): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const requests = new Histogram({
    name: "storeplane_http_request_seconds",
    help: "Time to answer a request of the API",
    labelNames: ["route", "method", "status"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const commits = new Histogram({
    name: "storeplane_commit_seconds",
    help: "Time from a change's request until its commit is on the remote",
    labelNames: ["operation", "outcome"],
    buckets: [0.01, 0.02, 0.04, 0.06, 0.08, 0.12, 0.25, 0.5, 1, 5, 30],
    registers,
  });
  const provisioning = new Histogram({
    name: "storeplane_provisioning_seconds",
    help: "Time from the commit that created a store until it was first ready",
    labelNames: ["engine"],
    buckets: [0.5, 1, 2, 5, 10, 15, 25, 45, 90, 180, 600],
    registers,
  });
  new Gauge({
    name: "storeplane_stores",
    help: "Stores by engine and phase",
    labelNames: ["engine", "phase"],
    registers,
    collect() {
      this.reset();
      for (const { engine, status } of sources.stores()) this.inc({ engine, phase: status.phase });
    },
  });
  new Gauge({
    name: "storeplane_watch_connected",
    help: "1 while Applications and ApplicationSets are watched",
    registers,
    collect() {
      this.set(sources.cluster().connected ? 1 : 0);
    },
  });
  new Gauge({
    name: "storeplane_watch_silence_seconds",
    help: "Time since the API server last gave a sign of life",
    registers,
    collect() {
      this.set(secondsSince(sources.cluster().observedAt));
    },
  });
  new Gauge({
    name: "storeplane_git_fetch_age_seconds",
    help: "Time since the stores repository was last fetched",
    registers,
    collect() {
      this.set(secondsSince(sources.fetchedAt()));
    },
  });
  new Gauge({
    name: "storeplane_streams",
    help: "Open event streams",
    registers,
    collect() {
      this.set(sources.streams());
    },
  });
  new Gauge({
    name: "storeplane_database_queue",
    help: "Entries that wait to be written to PostgreSQL",
    registers,
    collect() {
      this.set(sources.databaseQueue());
    },
  });
  new Counter({
    name: "storeplane_database_dropped_total",
    help: "Entries that were never written because PostgreSQL was down too long",
    registers,
    collect() {
      this.reset();
      this.inc(sources.databaseDropped());
    },
  });
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    observeRequest: (route, method, status, seconds) => requests.observe({ route, method, status }, seconds),
    observeProvisioning: (engine, seconds) => provisioning.observe({ engine }, Math.max(0, seconds)),
    observeCommit: (operation, outcome, seconds) => commits.observe({ operation, outcome }, seconds),
  };
}

/** -1 when it never was. */
function secondsSince(at: number | undefined): number {
  return at === undefined ? -1 : (Date.now() - at) / 1000;
}
