import type { Pool, PoolClient } from "pg";

/**
 * Each is applied once, in order, in one transaction; never edited after a release. They only add: while a release is rolled out, replicas
 * of the one before still write, so no column or table they know goes, changes its type or becomes obligatory (see docs/operations.md).
 */
export const migrations: readonly { readonly name: string; readonly sql: string }[] = [
  {
    name: "0001 audit log",
    sql: `
      create table audit_log (
        id bigint generated always as identity primary key,
        at timestamptz not null,
        actor text not null,
        ip text not null,
        action text not null,
        store text,
        outcome text not null,
        status smallint not null,
        request_id text not null,
        commit_id text
      );
      create index audit_log_at on audit_log (at desc);
      create index audit_log_store on audit_log (store, at desc);`,
  },
  {
    name: "0002 measured durations",
    sql: `
      create table provisioning (
        id bigint generated always as identity primary key,
        store text not null,
        engine text not null,
        chart_version text not null,
        ready_at timestamptz not null,
        seconds double precision not null
      );
      create index provisioning_ready_at on provisioning (ready_at desc);`,
  },
  {
    name: "0003 audit log by owner and filter",
    sql: `
      alter table audit_log
        add column via text not null default 'dev',
        add column store_owner text,
        add column target text;
      drop index audit_log_at;
      drop index audit_log_store;
      create index audit_log_at on audit_log (at desc, id desc);
      create index audit_log_store on audit_log (store, at desc, id desc);
      create index audit_log_actor on audit_log (actor, at desc, id desc);
      create index audit_log_store_owner on audit_log (store_owner, at desc, id desc);
      create index audit_log_action on audit_log (action, at desc, id desc);
      create index audit_log_outcome on audit_log (outcome, at desc, id desc);`,
  },
  {
    name: "0004 visits of stores",
    sql: `
      create table traffic (
        store text primary key,
        counter double precision not null,
        read_at timestamptz not null,
        watched_since timestamptz not null,
        day integer not null,
        requests double precision not null,
        visited_at timestamptz
      );`,
  },
  {
    name: "0005 API tokens",
    sql: `
      create table api_tokens (
        id text primary key,
        hash bytea not null,
        owner text not null,
        name text not null,
        role text not null check (role in ('admin', 'owner', 'viewer')),
        created_at timestamptz not null default now(),
        expires_at timestamptz,
        last_used_at timestamptz
      );
      create index api_tokens_owner on api_tokens (owner, created_at desc);
      create index api_tokens_expires_at on api_tokens (expires_at);`,
  },
  {
    name: "0006 creations of the last hour",
    sql: `
      create table creations (
        id uuid primary key,
        at timestamptz not null default now(),
        kind text not null check (kind in ('create', 'restore')),
        owner text not null,
        address text not null,
        store text not null,
        request_key text,
        commit_id text
      );
      create index creations_owner on creations (owner, at desc);
      create index creations_address on creations (address, at desc);
      create index creations_at on creations (at);
      create index creations_commit on creations (commit_id);`,
  },
  {
    name: "0007 rollouts that were told of",
    sql: `
      create table rollouts (
        commit_id text not null,
        store text not null,
        at timestamptz not null default now(),
        primary key (commit_id, store)
      );`,
  },
  {
    name: "0008 upgrades of many stores",
    sql: `
      create table upgrades (
        id text primary key,
        engine text not null,
        to_version text not null,
        actor text not null,
        reason text,
        stores jsonb not null,
        canary integer not null,
        batch_size integer not null,
        ready_within integer not null,
        skipped text[] not null,
        created_at timestamptz not null,
        began_at timestamptz not null,
        ended_at timestamptz,
        state text not null check (state in ('running', 'stopped', 'done')),
        why text,
        body_hash text not null
      );
      create index upgrades_created_at on upgrades (created_at desc);
      create unique index upgrades_running on upgrades (engine) where state = 'running';`,
  },
];

/** Any number, as long as nothing else of this database takes the same. */
const lockKey = 720_411_903;

/**
 * Brings the schema up to date, all of it or nothing; replicas that start together wait for one another, and one that is older than
 * the schema leaves it alone. Connections of `pool` need a listener for errors between statements. @throws the database's error.
 */
export async function migrate(pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    // Held until the transaction ends, however it ends; a lock of the session would outlive it behind a pooler.
    await client.query("select pg_advisory_xact_lock($1)", [lockKey]);
    await client.query("create table if not exists migrations (name text primary key, at timestamptz default now())");
    for (const { name, sql } of migrations) await apply(client, name, sql);
    await client.query("commit");
    client.release();
  } catch (error) {
    // A connection in an unknown state isn't given back; closing it rolls back.
    client.release(true);
    throw error;
  }
}

async function apply(client: PoolClient, name: string, sql: string): Promise<void> {
  const { rowCount } = await client.query("select 1 from migrations where name = $1", [name]);
  if (rowCount !== 0) return;
  await client.query(sql);
  await client.query("insert into migrations (name) values ($1)", [name]);
}
