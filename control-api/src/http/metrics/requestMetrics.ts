import { Counter, Histogram, type Registry } from "prom-client";
import { gauge } from "./gauge.ts";

export interface RequestSources {
  readonly streams: () => number;
}

export interface RequestMetrics {
  /** A request was answered, after so many seconds. */
  observeRequest(route: string, method: string, status: number, seconds: number): void;
  /** A caller met a limit; `kind` is one of few words, e.g. `stores-per-owner`. */
  observeLimit(kind: string): void;
  /** A stream was ended from here: its reader was too slow, or there are too many. */
  observeStreamDropped(reason: "slow" | "too-many"): void;
}

/** Whatever calls, the number of series is bounded. */
const mostLimits = 20;

export function requestMetrics(registry: Registry, sources: RequestSources): RequestMetrics {
  const registers = [registry];
  const requests = new Histogram({
    name: "storeplane_http_request_seconds",
    help: "Time to answer a request of the API",
    labelNames: ["route", "method", "status"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const limits = new Counter({
    name: "storeplane_limit_hits_total",
    help: "Requests that met a limit, by which",
    labelNames: ["limit"],
    registers,
  });
  const dropped = new Counter({
    name: "storeplane_streams_dropped_total",
    help: "Event streams that were ended or refused from here, by why",
    labelNames: ["reason"],
    registers,
  });
  for (const reason of ["slow", "too-many"]) dropped.inc({ reason }, 0);
  gauge(registry, "storeplane_streams", "Open event streams", sources.streams);
  const kinds = new Set<string>();
  return {
    observeRequest: (route, method, status, seconds) => requests.observe({ route, method, status }, seconds),
    observeLimit(kind) {
      const known = kinds.has(kind) || (kinds.size < mostLimits && /^[\w.-]{1,40}$/.test(kind));
      if (known) kinds.add(kind);
      limits.inc({ limit: known ? kind : "other" });
    },
    observeStreamDropped: (reason) => dropped.inc({ reason }),
  };
}
