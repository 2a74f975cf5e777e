/**
 * PostgreSQL, for what Git can't hold. Nothing a user asks for waits for it: entries go to a queue in memory, bounded, that
 * is written out in batches; while the database is down they wait there, and what no longer fits is dropped (each entry is
 * in the log as well). So a database that is down stops neither listing nor creating stores.
 */
import { Pool } from "pg";
import type { Logger } from "pino";
import { outsideRequests } from "../observability/requestContext.ts";
import { migrate } from "./migrations.ts";

export interface AuditRow {
  readonly at: Date;
  readonly actor: string;
  readonly ip: string;
  readonly action: string;
  readonly store?: string;
  /** `ok`, or the slug of the problem that was answered. */
  readonly outcome: string;
  readonly status: number;
  readonly requestId: string;
  readonly commit?: string;
}

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

export class Database {
  readonly #pool: Pool;
  readonly #log: Pick<Logger, "info" | "warn">;
  readonly #limits: Limits;
  readonly #queue: Row[] = [];
  #migrated = false;
  #writing: Promise<void> | undefined;
  #retry: NodeJS.Timeout | undefined;
  #closed = false;
  #fault: string | undefined;
  dropped = 0;

  constructor(url: string, log: Pick<Logger, "info" | "warn">, limits: Partial<Limits> = {}) {
    this.#limits = { queue: 10_000, retry: 1_000, ...limits };
    this.#log = log;
    this.#pool = new Pool({
      connectionString: url,
      max: 4,
      connectionTimeoutMillis: 3_000,
      query_timeout: 10_000,
      idleTimeoutMillis: 30_000,
      application_name: "storeplane",
    });
    // A lost idle connection is no reason to die.
    this.#pool.on("error", (error) => this.#log.warn({ err: error }, "A database connection was lost"));
    this.#write();
  }

  /** Undefined when the last write or look succeeded; else why not. */
  get fault(): string | undefined {
    return this.#fault;
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

  /** The newest attempts, newest first. @throws the database's error. */
  async attempts(limit: number): Promise<AuditRow[]> {
    await this.#ready();
    const { rows } = await this.#pool.query<{
      at: Date;
      actor: string;
      ip: string;
      action: string;
      store: string | null;
      outcome: string;
      status: number;
      request_id: string;
      commit_id: string | null;
    }>(
      "select at, actor, ip, action, store, outcome, status, request_id, commit_id from audit_log order by id desc limit $1",
      [limit],
    );
    return rows.map(({ store, request_id, commit_id, ...row }) => ({
      ...row,
      requestId: request_id,
      ...(store !== null && { store }),
      ...(commit_id !== null && { commit: commit_id }),
    }));
  }

  /** Whether it answers now. */
  async ping(): Promise<boolean> {
    try {
      await this.#ready();
      await this.#pool.query("select 1");
      this.#fault = undefined;
      return true;
    } catch (error) {
      this.#fault = faultOf(error);
      return false;
    }
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
      .then(() => {
        this.#fault = undefined;
      })
      .catch((error: unknown) => {
        if (this.#fault === undefined)
          this.#log.warn({ err: error }, "The database can't be written; entries wait in memory");
        this.#fault = faultOf(error);
        if (!this.#closed) this.#retry = setTimeout(() => this.#write(), this.#limits.retry).unref();
      })
      .finally(() => {
        this.#writing = undefined;
        if (this.#retry === undefined && this.#queue.length > 0 && !this.#closed) this.#write();
      });
  }

  async #ready(): Promise<void> {
    if (this.#migrated) return;
    await migrate(this.#pool);
    this.#migrated = true;
  }

  async #drain(): Promise<void> {
    await this.#ready();
    while (this.#queue.length > 0) {
      const rows = this.#queue.slice(0, batch);
      await this.#insert(rows);
      // What was dropped meanwhile came from the front, too.
      const written = new Set(rows);
      while (this.#queue[0] !== undefined && written.has(this.#queue[0])) this.#queue.shift();
    }
  }

  async #insert(rows: readonly Row[]): Promise<void> {
    const audits = rows.flatMap((entry) => (entry.table === "audit" ? [entry.row] : []));
    const durations = rows.flatMap((entry) => (entry.table === "provisioning" ? [entry.row] : []));
    if (audits.length > 0)
      await this.#pool.query(
        `insert into audit_log (at, actor, ip, action, store, outcome, status, request_id, commit_id)
         select * from unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
                              $7::smallint[], $8::text[], $9::text[])`,
        [
          audits.map((row) => row.at),
          audits.map((row) => row.actor),
          audits.map((row) => row.ip),
          audits.map((row) => row.action),
          audits.map((row) => row.store ?? null),
          audits.map((row) => row.outcome),
          audits.map((row) => row.status),
          audits.map((row) => row.requestId),
          audits.map((row) => row.commit ?? null),
        ],
      );
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

function faultOf(error: unknown): string {
  return error instanceof Error && error.message !== "" ? error.message : "PostgreSQL doesn't answer.";
}
