/**
 * PostgreSQL, for what Git can't hold. Nothing a user asks for waits for it: entries go to a queue in memory, bounded, that
 * is written out in batches; while the database is down they wait there, and what no longer fits is dropped (each entry is
 * in the log as well). So a database that is down stops neither listing nor creating stores.
 */
import { Pool, type PoolClient } from "pg";
import type { Logger } from "pino";
import { type DependencyReport, DependencyState } from "../observability/dependencyState.ts";
import { outsideRequests } from "../observability/requestContext.ts";
import { type AuditEntry, type AuditFilter, type AuditRow, findAttempts, insertAttempts } from "./auditLog.ts";
import { DatabaseUnavailableError, isUnavailable } from "./errors.ts";
import { migrate } from "./migrations.ts";

export interface ProvisioningRow {
  readonly store: string;
  readonly engine: string;
  readonly chartVersion: string;
  readonly readyAt: Date;
  readonly seconds: number;
}

type Row =
  | { readonly table: "audit"; readonly row: AuditRow }
  | { readonly table: "provisioning"; readonly row: ProvisioningRow };

interface Limits {
  /** Entries that may wait in memory. */
  readonly queue: number;
  /** Milliseconds between attempts while the database is down. */
  readonly retry: number;
}

const batch = 500;
const mostConnections = 10;
/** Milliseconds that a look at the database may take. */
const answerWithin = 1_000;

export class Database {
  readonly #pool: Pool;
  readonly #log: Pick<Logger, "info" | "warn">;
  readonly #limits: Limits;
  readonly #queue: Row[] = [];
  #migrated: Promise<void> | undefined;
  #writing: Promise<void> | undefined;
  #retry: NodeJS.Timeout | undefined;
  #closed = false;
  readonly #state = new DependencyState();
  dropped = 0;

  constructor(url: string, log: Pick<Logger, "info" | "warn">, limits: Partial<Limits> = {}) {
    this.#limits = { queue: 10_000, retry: 1_000, ...limits };
    this.#log = log;
    this.#pool = new Pool({
      connectionString: url,
      max: mostConnections,
      connectionTimeoutMillis: 3_000,
      query_timeout: 10_000,
      idleTimeoutMillis: 30_000,
      application_name: "storeplane",
    });
    // A lost connection is no reason to die: in use it fails the next statement, idle it is taken out of the pool.
    this.#pool.on("connect", (connection) => connection.on("error", ignore));
    this.#pool.on("error", (error) => this.#log.warn({ err: error }, "A database connection was lost"));
    this.#write();
  }

  /** As of the last write or look. */
  get state(): DependencyReport {
    return this.#state.report();
  }

  get waiting(): number {
    return this.#queue.length;
  }

  recordAttempt(row: AuditRow): void {
    this.#log.info({ audit: row }, "A change was attempted");
    this.#add({ table: "audit", row });
  }

  recordProvisioning(row: ProvisioningRow): void {
    this.#add({ table: "provisioning", row });
  }

  /**
   * Runs `work` on a connection.
   * @throws DatabaseUnavailableError when the database can't be used now; other errors as they are.
   */
  async use<T>(work: (connection: PoolClient) => Promise<T>): Promise<T> {
    let connection: PoolClient | undefined;
    try {
      await this.#ready();
      connection = await this.#pool.connect();
      const result = await work(connection);
      connection.release();
      return result;
    } catch (error) {
      // A connection in an unknown state isn't given back.
      connection?.release(true);
      if (!isUnavailable(error)) throw error;
      const busy = connection === undefined && this.#pool.totalCount >= mostConnections;
      throw new DatabaseUnavailableError(
        `PostgreSQL ${busy ? "is busy" : "doesn't answer"}; try again in a few seconds.`,
        { cause: error, busy },
      );
    }
  }

  /** Like `use`, in one transaction: all of it happens, or nothing. */
  transaction<T>(work: (connection: PoolClient) => Promise<T>): Promise<T> {
    return this.use(async (connection) => {
      await connection.query("begin");
      // On an error the connection is closed, which rolls back.
      const result = await work(connection);
      await connection.query("commit");
      return result;
    });
  }

  /** Attempts that fit, newest first. @throws DatabaseUnavailableError */
  findAttempts(filter: AuditFilter): Promise<readonly AuditEntry[]> {
    return this.use((connection) => findAttempts(connection, filter));
  }

  /** Whether it answers now, within a second: nobody waits for it longer. */
  async ping(): Promise<DependencyReport> {
    const asking = this.use((connection) => connection.query("select 1")).then(
      () => this.#state.succeeded(),
      (error: unknown) => this.#state.failed(error instanceof DatabaseUnavailableError ? error.cause : error),
    );
    const tooLong = new Promise<"late">((resolve) => setTimeout(() => resolve("late"), answerWithin).unref());
    if ((await Promise.race([asking, tooLong])) === "late") this.#state.failed(new Error("No answer within a second."));
    return this.state;
  }

  /**
   * True for the first of all replicas that claims this rollout, so that it is told of once.
   * @throws DatabaseUnavailableError
   */
  async claimRollout(commitId: string, store: string): Promise<boolean> {
    return await this.use(async (connection) => {
      const { rowCount } = await connection.query(
        "insert into rollouts (commit_id, store) values ($1, $2) on conflict do nothing",
        [commitId, store],
      );
      return rowCount === 1;
    });
  }

  /** Writes what waits, as far as it can within two seconds, and lets go. */
  async close(): Promise<void> {
    clearTimeout(this.#retry);
    this.#write();
    const enough = new Promise<void>((resolve) => setTimeout(resolve, 2_000).unref());
    await Promise.race([this.#writing ?? Promise.resolve(), enough]);
    this.#closed = true;
    clearTimeout(this.#retry);
    if (this.#queue.length > 0) this.#log.warn({ entries: this.#queue.length }, "Entries for the database are lost");
    await Promise.race([this.#pool.end(), enough]);
  }

  #add(row: Row): void {
    if (this.#queue.length >= this.#limits.queue) {
      this.#queue.shift();
      this.dropped += 1;
    }
    this.#queue.push(row);
    if (this.#retry === undefined) this.#write();
  }

  #write(): void {
    if (this.#writing !== undefined || this.#closed) return;
    this.#retry = undefined;
    // A batch holds what many requests left behind.
    this.#writing = outsideRequests(() => this.#drain())
      .then(() => this.#state.succeeded())
      .catch((error: unknown) => {
        if (this.#state.ok) this.#log.warn({ err: error }, "The database can't be written; entries wait in memory");
        this.#state.failed(error);
        if (!this.#closed) this.#retry = setTimeout(() => this.#write(), this.#limits.retry).unref();
      })
      .finally(() => {
        this.#writing = undefined;
        if (this.#retry === undefined && this.#queue.length > 0 && !this.#closed) this.#write();
      });
  }

  async #ready(): Promise<void> {
    this.#migrated ??= migrate(this.#pool).catch((error: unknown) => {
      this.#migrated = undefined;
      throw error;
    });
    await this.#migrated;
  }

  async #drain(): Promise<void> {
    await this.#ready();
    while (this.#queue.length > 0) {
      const rows = this.#queue.slice(0, batch);
      await this.#insert(rows).catch((error: unknown) => this.#insertOneByOne(rows, error));
      // What was dropped meanwhile came from the front, too.
      const written = new Set(rows);
      while (this.#queue[0] !== undefined && written.has(this.#queue[0])) this.#queue.shift();
    }
  }

  /** One entry that the database doesn't take must not keep all others from it. @throws `error` where the entries aren't at fault. */
  async #insertOneByOne(rows: readonly Row[], error: unknown): Promise<void> {
    if (isUnavailable(error)) throw error;
    for (const row of rows) {
      try {
        await this.#insert([row]);
      } catch (fault) {
        if (isUnavailable(fault)) throw fault;
        this.dropped += 1;
        this.#log.warn({ err: fault, entry: row }, "The database refuses an entry");
      }
    }
  }

  async #insert(rows: readonly Row[]): Promise<void> {
    const audits = rows.flatMap((entry) => (entry.table === "audit" ? [entry.row] : []));
    const durations = rows.flatMap((entry) => (entry.table === "provisioning" ? [entry.row] : []));
    if (audits.length > 0) await insertAttempts(this.#pool, audits);
    if (durations.length > 0)
      await this.#pool.query(
        `insert into provisioning (store, engine, chart_version, ready_at, seconds)
         select * from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::double precision[])`,
        [
          durations.map((row) => row.store),
          durations.map((row) => row.engine),
          durations.map((row) => row.chartVersion),
          durations.map((row) => row.readyAt),
          durations.map((row) => row.seconds),
        ],
      );
  }
}

/** Without a listener it would end the process. */
function ignore(): void {}
