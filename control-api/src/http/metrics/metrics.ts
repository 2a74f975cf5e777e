/** Prometheus metrics of this process, by what they are about; docs/metrics.md tells what each means. */
import { Registry } from "prom-client";
import type { WatchObserver } from "../../argo/watchObserver.ts";
import { type ClusterSources, clusterMetrics } from "./clusterMetrics.ts";
import { type GitMetrics, type GitSources, gitMetrics } from "./gitMetrics.ts";
import { type ProcessSources, processMetrics } from "./processMetrics.ts";
import { type RequestMetrics, type RequestSources, requestMetrics } from "./requestMetrics.ts";
import { type StoreMetrics, type StoreSources, storeMetrics } from "./storeMetrics.ts";
import { type UsageSources, usageMetrics } from "./usageMetrics.ts";

export interface MetricsSources
  extends StoreSources,
    GitSources,
    ClusterSources,
    RequestSources,
    ProcessSources,
    UsageSources {}

export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
  readonly requests: RequestMetrics;
  readonly stores: StoreMetrics;
  readonly git: GitMetrics;
  readonly watches: WatchObserver;
}

export function createMetrics(sources: MetricsSources): Metrics {
  const registry = new Registry();
  processMetrics(registry, sources);
  usageMetrics(registry, sources);
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    requests: requestMetrics(registry, sources),
    stores: storeMetrics(registry, sources),
    git: gitMetrics(registry, sources),
    watches: clusterMetrics(registry, sources),
  };
}
