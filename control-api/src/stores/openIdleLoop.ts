import type { Config } from "../config.ts";
import { IdleLoop, type IdleLoopOptions } from "./idleLoop.ts";

type Parts = Pick<IdleLoopOptions, "context" | "database" | "log"> & { readonly config: Config };

/** The loop as the settings want it; undefined when it is off, and the log says why. */
export function openIdleLoop({ config, log, ...parts }: Parts): IdleLoop | undefined {
  const { TRAFFIC_METRICS_URL: url, IDLE_SUSPEND_DAYS: suspendDays, IDLE_DELETE_DAYS: deleteDays } = config;
  if (suspendDays === 0) {
    const ignored = deleteDays > 0 ? "; IDLE_DELETE_DAYS without it does nothing" : "";
    log.info({}, `Idle stores are left alone: IDLE_SUSPEND_DAYS is 0${ignored}`);
    return undefined;
  }
  if (url === undefined) {
    log.warn({}, "Idle stores are left alone: TRAFFIC_METRICS_URL isn't set, so nothing tells who is visited");
    return undefined;
  }
  return new IdleLoop({
    ...parts,
    log,
    domain: config.PLATFORM_DOMAIN,
    source: {
      url,
      metric: config.TRAFFIC_METRIC,
      hostLabel: config.TRAFFIC_HOST_LABEL,
      ignored: config.TRAFFIC_IGNORED,
    },
    rules: { suspendDays, deleteDays, requestsPerDay: config.IDLE_REQUESTS_PER_DAY },
  });
}
