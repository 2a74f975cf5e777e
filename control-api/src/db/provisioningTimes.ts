import type { Database, ProvisioningRow } from "./database.ts";

/** Percentiles in seconds of so many stores. */
export interface Percentiles {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

export interface ProvisioningTimes {
  readonly engines: (Percentiles & { readonly engine: string })[];
  /** Days in UTC, the oldest first. */
  readonly days: (Percentiles & { readonly day: string })[];
  /** The newest first. */
  readonly latest: ProvisioningRow[];
}

/** Single measurements that are shown. */
const mostLatest = 50;

const percentiles = `count(*)::int as count,
  percentile_cont(0.5) within group (order by seconds) as p50,
  percentile_cont(0.95) within group (order by seconds) as p95,
  percentile_cont(0.99) within group (order by seconds) as p99`;

/** How long stores took that got Ready since then. @throws DatabaseUnavailableError */
export async function readProvisioningTimes(database: Database, since: Date): Promise<ProvisioningTimes> {
  return database.use(async (connection) => {
    const engines = await connection.query<ProvisioningTimes["engines"][number]>(
      `select engine, ${percentiles} from provisioning where ready_at >= $1 group by engine order by engine`,
      [since],
    );
    const days = await connection.query<ProvisioningTimes["days"][number]>(
      `select to_char(ready_at at time zone 'utc', 'YYYY-MM-DD') as day, ${percentiles}
       from provisioning where ready_at >= $1 group by day order by day`,
      [since],
    );
    const latest = await connection.query<ProvisioningRow>(
      `select store, engine, chart_version as "chartVersion", ready_at as "readyAt", seconds
       from provisioning where ready_at >= $1 order by ready_at desc, id desc limit $2`,
      [since, mostLatest],
    );
    return { engines: engines.rows, days: days.rows, latest: latest.rows };
  });
}
