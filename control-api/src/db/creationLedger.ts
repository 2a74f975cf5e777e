/** Who created stores within the last hour: what limits are counted on, shared by all replicas. */
import { createHash } from "node:crypto";
import type { Database } from "./database.ts";

/** `restore` brings a deleted store back: it counts as a store, and not as one created within the hour. */
export type CreationKind = "create" | "restore";

export interface Creation {
  readonly id: string;
  readonly kind: CreationKind;
  readonly owner: string;
  /** IP address, or the part of it that counts as one caller. */
  readonly address: string;
  readonly store: string;
  /** The same for a request and its retries. */
  readonly requestKey?: string | undefined;
}

export interface RecentCreation extends Omit<Creation, "id"> {
  /** Seconds. */
  readonly age: number;
  /** Known when the creation succeeded. */
  readonly commit?: string | undefined;
}

export interface CreationLedger {
  /**
   * Enters a creation that is about to happen, unless `judge` throws. `judge` gets what the same owner, or the same
   * address, created within the hour, newest first; nobody else enters anything for either meanwhile.
   */
  enter<T>(creation: Creation, judge: (recent: readonly RecentCreation[]) => Promise<T>): Promise<T>;
  /** It succeeded. When it turns out to be a retry of one that did before, it isn't counted again. */
  settle(id: string, commit: string): Promise<void>;
  /** It didn't happen. */
  remove(id: string): Promise<void>;
}

/** Namespace of the advisory locks here. */
const lockSpace = 720_411_905;

/** Every method throws DatabaseUnavailableError when the database can't be asked. */
export function sharedLedger(database: Pick<Database, "use" | "transaction">): CreationLedger {
  return {
    enter: (creation, judge) =>
      database.transaction(async (connection) => {
        const { id, kind, owner, address, store, requestKey } = creation;
        // Always in the same order, so that two never wait for each other.
        const [first, second] = [lockOf(`owner ${owner}`), lockOf(`address ${address}`)].sort((a, b) => a - b);
        await connection.query("select pg_advisory_xact_lock($1, $2), pg_advisory_xact_lock($1, $3)", [
          lockSpace,
          first,
          second,
        ]);
        const { rows } = await connection.query<Row>(
          `select kind, owner, address, store, request_key, commit_id, extract(epoch from now() - at)::float8 as age
           from creations where (owner = $1 or address = $2) and at > now() - interval '1 hour'
           order by at desc limit 10000`,
          [owner, address],
        );
        const verdict = await judge(rows.map(fromRow));
        await connection.query(
          "insert into creations (id, kind, owner, address, store, request_key) values ($1, $2, $3, $4, $5, $6)",
          [id, kind, owner, address, store, requestKey ?? null],
        );
        return verdict;
      }),
    settle: (id, commit) =>
      database.use(async (connection) => {
        const { rowCount } = await connection.query(
          "update creations set commit_id = $2 where id = $1 and not exists (select from creations where commit_id = $2)",
          [id, commit],
        );
        if (rowCount === 0) await connection.query("delete from creations where id = $1", [id]);
      }),
    remove: (id) =>
      database.use(async (connection) => {
        await connection.query("delete from creations where id = $1", [id]);
      }),
  };
}

function lockOf(key: string): number {
  return createHash("sha256").update(key).digest().readInt32BE();
}

interface Row {
  readonly kind: CreationKind;
  readonly owner: string;
  readonly address: string;
  readonly store: string;
  readonly request_key: string | null;
  readonly commit_id: string | null;
  readonly age: number;
}

function fromRow({ request_key, commit_id, ...row }: Row): RecentCreation {
  return { ...row, requestKey: request_key ?? undefined, commit: commit_id ?? undefined };
}
