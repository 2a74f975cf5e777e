import { Counter, Histogram, type Registry } from "prom-client";
import type { Connection } from "../../argo/resourceWatch.ts";
import type { WatchObserver } from "../../argo/watchObserver.ts";
import { gauge, secondsSince } from "./gauge.ts";

export interface ClusterSources {
  readonly cluster: () => Connection;
}

export function clusterMetrics(registry: Registry, sources: ClusterSources): WatchObserver {
  const registers = [registry];
  const restarts = new Counter({
    name: "storeplane_watch_restarts_total",
    help: "Watches begun again: ended in an orderly way, broken, or for the list that is made anew now and then",
    labelNames: ["kind", "cause"],
    registers,
  });
  const lag = new Histogram({
    name: "storeplane_watch_lag_seconds",
    help: "Time from the API server's answer to a change of ours until the watch showed it; 0 when the watch was quicker",
    labelNames: ["kind"],
    buckets: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30],
    registers,
  });
  gauge(registry, "storeplane_watch_connected", "1 while Applications and ApplicationSets are watched", () =>
    sources.cluster().connected ? 1 : 0,
  );
  gauge(
    registry,
    "storeplane_watch_silence_seconds",
    "Time since the API server last gave a sign of life; -1 when it never did",
    () => secondsSince(sources.cluster().observedAt),
  );
  return {
    restarted: (kind, cause) => restarts.inc({ kind, cause }),
    lagged: (kind, seconds) => lag.observe({ kind }, seconds),
  };
}
