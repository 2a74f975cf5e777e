/** Takes out of the database what is too old to be kept. Each replica tries; one does it. */
import type { PoolClient } from "pg";
import type { Logger } from "pino";
import type { Database } from "./database.ts";
import { DatabaseUnavailableError } from "./errors.ts";
import { exclusively, locks } from "./exclusively.ts";

interface Options {
  readonly database: Database;
  /** 0: the audit log is kept for good. */
  readonly auditDays: number;
  readonly log: Pick<Logger, "info" | "warn">;
  /** Milliseconds between two rounds. */
  readonly every?: number;
}

/** Rows per statement: a longer one would hold up others. */
const batch = 5_000;

export class Housekeeping {
  readonly #options: Options;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  start(): void {
    const round = () => {
      this.#running ??= this.#round().finally(() => {
        this.#running = undefined;
      });
    };
    this.#timer = setInterval(round, this.#options.every ?? 3_600_000);
    this.#timer.unref();
    round();
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#running;
  }

  async #round(): Promise<void> {
    const { log } = this.#options;
    try {
      const removed = await this.clean();
      if (removed !== undefined && removed > 0) log.info({ rows: removed }, "What was too old left the database");
    } catch (error) {
      if (!(error instanceof DatabaseUnavailableError)) log.warn({ err: error }, "The database can't be cleaned");
    }
  }

  /** How many rows were removed; undefined when another replica is at it. @throws DatabaseUnavailableError */
  clean(): Promise<number | undefined> {
    const { database, auditDays } = this.#options;
    return exclusively(database, locks.housekeeping, () =>
      database.use(async (connection) => {
        let removed = await removeOlder(connection, "creations", "at", "1 day");
        removed += await removeOlder(connection, "api_tokens", "expires_at", "30 days");
        if (auditDays > 0) removed += await removeOlder(connection, "audit_log", "at", `${auditDays} days`);
        return removed;
      }),
    );
  }
}

async function removeOlder(connection: PoolClient, table: string, column: string, age: string): Promise<number> {
  let removed = 0;
  for (;;) {
    const { rowCount } = await connection.query(
      `delete from ${table} where id in (select id from ${table} where ${column} < now() - $1::interval
       order by ${column} limit ${batch})`,
      [age],
    );
    removed += rowCount ?? 0;
    if ((rowCount ?? 0) < batch) return removed;
  }
}
