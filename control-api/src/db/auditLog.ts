/** The table of attempts: how it is written, searched and kept from growing for good. */
import type { QueryResultRow } from "pg";

export interface AuditRow {
  readonly at: Date;
  readonly actor: string;
  /** By what the actor proved who they are: dev, oidc, `token <id>`, or none. */
  readonly via: string;
  readonly ip: string;
  readonly action: string;
  readonly store?: string;
  /** Owner of the store at that time: its name may be another's later. */
  readonly storeOwner?: string;
  /** Commit or token that the action was about. */
  readonly target?: string;
  /** `ok`, or the slug of the problem that was answered. */
  readonly outcome: string;
  readonly status: number;
  readonly requestId: string;
  /** The commit that it made. */
  readonly commit?: string;
}

export interface AuditEntry extends AuditRow {
  readonly id: string;
}

export interface AuditFilter {
  readonly store?: string | undefined;
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly outcome?: string | undefined;
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
  /** Only what this user did, or what was done to their stores. */
  readonly concerning?: string | undefined;
  /** Only what comes after this entry, which is older. */
  readonly after?: { readonly at: Date; readonly id: string } | undefined;
  readonly limit: number;
}

/** The part of a pool or connection that is used. */
interface Queryable {
  query<Row extends QueryResultRow>(text: string, values: unknown[]): Promise<{ readonly rows: Row[] }>;
}

/** @throws the database's error; then no row is written. */
export async function insertAttempts(database: Queryable, rows: readonly AuditRow[]): Promise<void> {
  const column = <Value>(of: (row: AuditRow) => Value | undefined) => rows.map((row) => of(row) ?? null);
  await database.query(
    `insert into audit_log
       (at, actor, via, ip, action, store, store_owner, target, outcome, status, request_id, commit_id)
     select * from unnest($1::timestamptz[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                          $8::text[], $9::text[], $10::smallint[], $11::text[], $12::text[])`,
    [
      column((row) => row.at),
      column((row) => row.actor),
      column((row) => row.via),
      column((row) => row.ip),
      column((row) => row.action),
      column((row) => row.store),
      column((row) => row.storeOwner),
      column((row) => row.target),
      column((row) => row.outcome),
      column((row) => row.status),
      column((row) => row.requestId),
      column((row) => row.commit),
    ],
  );
}

/** Entries that fit `filter`, newest first. @throws the database's error. */
export async function findAttempts(database: Queryable, filter: AuditFilter): Promise<AuditEntry[]> {
  const values: unknown[] = [];
  const value = (given: unknown) => `$${values.push(given)}`;
  const conditions = [
    ...(["store", "actor", "action", "outcome"] as const).flatMap((name) =>
      filter[name] === undefined ? [] : [`${name} = ${value(filter[name])}`],
    ),
    ...(filter.since === undefined ? [] : [`at >= ${value(filter.since)}`]),
    ...(filter.until === undefined ? [] : [`at < ${value(filter.until)}`]),
    ...(filter.after === undefined ? [] : [`(at, id) < (${value(filter.after.at)}, ${value(filter.after.id)})`]),
  ];
  const select = (condition: string) =>
    `(select * from audit_log where ${[...conditions, condition].join(" and ")}
      order by at desc, id desc limit ${value(filter.limit)})`;
  // Two selects, each along an index of its own; with `or` the whole log would be read for a user with few entries.
  const found =
    filter.concerning === undefined
      ? select("true")
      : `${select(`actor = ${value(filter.concerning)}`)} union ${select(`store_owner = ${value(filter.concerning)}`)}`;
  const { rows } = await database.query<Found>(
    `select id, at, actor, via, ip, action, store, store_owner, target, outcome, status, request_id, commit_id
     from (${found}) as found order by at desc, id desc limit ${value(filter.limit)}`,
    values,
  );
  return rows.map(({ store, store_owner, target, request_id, commit_id, ...row }) => ({
    ...row,
    requestId: request_id,
    ...(store !== null && { store }),
    ...(store_owner !== null && { storeOwner: store_owner }),
    ...(target !== null && { target }),
    ...(commit_id !== null && { commit: commit_id }),
  }));
}

interface Found {
  readonly id: string;
  readonly at: Date;
  readonly actor: string;
  readonly via: string;
  readonly ip: string;
  readonly action: string;
  readonly store: string | null;
  readonly store_owner: string | null;
  readonly target: string | null;
  readonly outcome: string;
  readonly status: number;
  readonly request_id: string;
  readonly commit_id: string | null;
}
