import type { Client } from "pg";
import { personalise } from "./personalise";
import { adoptRestored, awaitRestore } from "./restored";
import { adoptRotatedAdmin, noteRotation } from "./rotatedAdmin";
import type { PrepareSettings } from "./settings";

/** Any number, the same in every version: two pods that start at once must not both prepare. */
export const LOCK = 7_400_900;

/** The pre-migrated, seeded database made with the image. */
export interface Template {
  readonly sql: string;
  /** Names of the migrations it has behind it. */
  readonly migrations: readonly string[];
}

/**
 * `made`: an empty database became a store; `kept`: it was one already; `behind`: it is one that an older image made or migrated;
 * `foreign`: a Medusa database of other origin, left alone.
 */
export type PrepareOutcome = "made" | "kept" | "behind" | "foreign";

/**
 * Makes a store of an empty database in one transaction: a run that is killed leaves it empty, and the next one starts over.
 * @throws Error when the database holds other tables, is a foreign one that is behind this image's migrations, or isn't restored in time.
 */
export async function prepareDatabase(
  client: Client,
  settings: PrepareSettings,
  template: () => Promise<Template>,
): Promise<PrepareOutcome> {
  await awaitRestore(client, settings);
  await client.query("begin");
  try {
    // So that a pod stuck elsewhere can't hold this one up for ever.
    await client.query("set local lock_timeout = '60s'");
    await client.query("select pg_advisory_xact_lock($1)", [LOCK]);
    const outcome = await prepareLocked(client, settings, await template());
    await client.query("commit");
    return outcome;
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    throw error;
  }
}

async function prepareLocked(client: Client, settings: PrepareSettings, template: Template): Promise<PrepareOutcome> {
  const state = await client.query<{ prepared: boolean; medusa: boolean; tables: number }>(
    `select to_regclass('public.storeplane_prepared') is not null as prepared,
            to_regclass('public.mikro_orm_migrations') is not null as medusa,
            (select count(*)::int from pg_tables where schemaname = 'public') as tables`,
  );
  const { prepared, medusa, tables } = state.rows[0] ?? { prepared: false, medusa: false, tables: 0 };
  if (medusa) {
    const missing = await missingMigrations(client, template);
    if (prepared) {
      await adoptRestored(client, settings);
      await adoptRotatedAdmin(client, settings);
      return missing.length > 0 ? "behind" : "kept";
    }
    if (missing.length > 0) throw new Error(lacks(missing));
    return "foreign";
  }
  if (tables > 0) {
    throw new Error(
      `The database holds ${tables} tables that are not Medusa's: give the store an empty database of its own.`,
    );
  }
  await client.query(template.sql);
  // The dump empties the search path for its session.
  await client.query("set local search_path = public");
  await personalise(client, settings);
  await noteRotation(client, settings);
  await client.query("create table storeplane_prepared (prepared_at timestamptz not null default now())");
  await client.query("insert into storeplane_prepared default values");
  return "made";
}

/** Names of this image's migrations that a Medusa database doesn't have behind it. */
export async function missingMigrations(client: Client, template: Template): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select name from unnest($1::text[]) as wanted(name)
     where name not in (select m.name from public.mikro_orm_migrations m where m.name is not null)`,
    [template.migrations],
  );
  return rows.map(({ name }) => name);
}

function lacks(names: readonly string[]): string {
  return `The database lacks ${names.length} migrations of this image (${names.slice(0, 3).join(", ")}, …) and was not made by Storeplane: migrate it first.`;
}
