import type { Logger } from "pino";
import type { ArgoCd } from "./argo/argoCd.ts";
import type { Database } from "./db/database.ts";
import type { StoresRepository } from "./git/storesRepository.ts";
import type { StoreMetrics } from "./http/metrics/storeMetrics.ts";
import { watchFailures } from "./stores/failureWatch.ts";
import { RolloutTimes } from "./stores/rolloutTimes.ts";
import type { StoresView } from "./stores/storesView.ts";

/** Measures how stores come up and fail: for metrics, for traces and for the database's durations. */
export function measureStores(options: {
  readonly repository: StoresRepository;
  readonly argo: ArgoCd;
  readonly view: StoresView;
  readonly database: Database;
  readonly metrics: StoreMetrics;
  readonly log: Logger;
  readonly isOurs: (commitId: string) => boolean;
  /** Milliseconds, see `RolloutTimesOptions`. */
  readonly patience: number;
}): { readonly rollouts: RolloutTimes; close(): void } {
  const { repository, argo, view, database, metrics, log, isOurs, patience } = options;
  const rollouts = new RolloutTimes({
    repository,
    argo,
    view,
    log,
    isOurs,
    claim: (commitId, store) => database.claimRollout(commitId, store),
    patience,
    onReady({ store, created, seconds, times }) {
      const { name, engine, chartVersion } = store;
      if (!created) {
        metrics.observeRollout(engine, seconds);
        return;
      }
      metrics.observeProvisioning(engine, seconds);
      database.recordProvisioning({ store: name, engine, chartVersion, readyAt: new Date(times.ready), seconds });
    },
  });
  const stop = watchFailures({ view, argo }, metrics.observeFailure);
  return {
    rollouts,
    close() {
      stop();
      rollouts.close();
    },
  };
}
