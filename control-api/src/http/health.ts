/** What probes and operators are told: every dependency, whether it answers, since when, and what it said last when it didn't. */
import type { Connection } from "../argo/resourceWatch.ts";
import { type DependencyReport, withoutAddresses } from "../observability/dependencyState.ts";
import type { HealthReport } from "./services.ts";

export interface HealthSources {
  /** Whether the stores repository was read once. */
  readonly opened: () => boolean;
  readonly git: () => DependencyReport;
  readonly cluster: () => Connection;
  /** Asks PostgreSQL, or tells what is known of it when it is slow. */
  readonly database: () => Promise<DependencyReport>;
  readonly draining: () => { readonly since: number } | undefined;
  readonly stalled: () => boolean;
}

type Check = HealthReport["checks"][number];

/** Changes need Git alone: without the cluster and PostgreSQL this replica goes on. */
export async function checkHealth(sources: HealthSources): Promise<HealthReport> {
  const checks = [
    processCheck(sources),
    gitCheck(sources),
    clusterCheck(sources.cluster()),
    check("postgres", false, await sources.database(), "Entries of the audit log wait in memory."),
  ];
  const down = checks.some(({ required, ok }) => required && !ok);
  const degraded = checks.some(({ ok }) => !ok);
  return { status: down ? "down" : degraded ? "degraded" : "ok", checks };
}

/** Whether this process itself works; never whether others do: a restart wouldn't mend them. */
export function checkLiveness({ stalled }: Pick<HealthSources, "stalled">): HealthReport {
  const ok = !stalled();
  const detail = "The event loop was held up for nearly all of the last minute: a restart is due.";
  return { status: ok ? "ok" : "down", checks: [{ name: "process", ok, required: true, ...(!ok && { detail }) }] };
}

function processCheck(sources: HealthSources): Check {
  const draining = sources.draining();
  if (draining)
    return {
      name: "process",
      ok: false,
      required: true,
      detail: "This replica is stopping: ask another.",
      since: new Date(draining.since).toISOString(),
    };
  return { name: "process", ok: true, required: true };
}

function gitCheck({ git, opened }: HealthSources): Check {
  const report = git();
  const detail = "The stores repository can't be fetched: no change is taken.";
  // Nothing failed yet, but nothing was read either.
  return check("git", true, { ...report, ok: report.ok && opened() }, detail);
}

function clusterCheck({ connected, since, reason }: Connection): Check {
  return {
    name: "argocd",
    ok: connected,
    required: false,
    since: new Date(since).toISOString(),
    ...(!connected && { detail: `Statuses are as last seen. ${reason ?? "The API server doesn't answer."}` }),
  };
}

function check(name: string, required: boolean, report: DependencyReport, detail: string): Check {
  const { ok, since, lastError } = report;
  return {
    name,
    ok,
    required,
    since: new Date(since).toISOString(),
    ...(!ok && { detail }),
    ...(lastError && {
      lastError: { message: withoutAddresses(lastError.message), at: new Date(lastError.at).toISOString() },
    }),
  };
}
