import { Counter, collectDefaultMetrics, type Registry } from "prom-client";
import { version } from "../../version.ts";
import { gauge, labelledGauge } from "./gauge.ts";

export interface ProcessSources {
  readonly database: () => { readonly waiting: number; readonly dropped: number; readonly ok: boolean };
  readonly readiness: () => { readonly ready: boolean; readonly draining: boolean };
}

/** The process itself and its database. */
export function processMetrics(registry: Registry, sources: ProcessSources): void {
  collectDefaultMetrics({ register: registry });
  labelledGauge(
    registry,
    {
      name: "storeplane_build_info",
      help: "Always 1; the labels tell which build runs",
      labelNames: ["version", "node"],
    },
    (set) => set({ version, node: process.version }, 1),
  );
  gauge(registry, "storeplane_ready", "1 while this replica takes changes", () => (sources.readiness().ready ? 1 : 0));
  gauge(registry, "storeplane_draining", "1 while this replica is stopping", () =>
    sources.readiness().draining ? 1 : 0,
  );
  gauge(registry, "storeplane_database_connected", "1 while PostgreSQL answers", () => (sources.database().ok ? 1 : 0));
  gauge(
    registry,
    "storeplane_database_queue",
    "Entries, mostly of the audit log, that wait to be written to PostgreSQL",
    () => sources.database().waiting,
  );
  new Counter({
    name: "storeplane_database_dropped_total",
    help: "Entries that were never written because PostgreSQL was down too long",
    registers: [registry],
    collect() {
      this.reset();
      this.inc(sources.database().dropped);
    },
  });
}
