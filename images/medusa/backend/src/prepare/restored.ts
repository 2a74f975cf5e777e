import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "pg";
import { setAdmin } from "./personalise";
import type { PrepareSettings } from "./settings";

const LOOK_EVERY_MS = 500;
/** The table went away between two looks: a restore is just replacing it. */
const UNDEFINED_TABLE = "42P01";

function isUndefinedTable(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === UNDEFINED_TABLE;
}

/** Which restore loaded the database last; undefined when none did. */
async function restoredBy(client: Client): Promise<string | undefined> {
  const { rows } = await client.query<{ marked: boolean }>(
    "select to_regclass('public.storeplane_restored') is not null as marked",
  );
  if (!rows[0]?.marked) return undefined;
  try {
    return (await client.query<{ id: string }>("select id from public.storeplane_restored")).rows[0]?.id;
  } catch (error) {
    if (isUndefinedTable(error)) return undefined;
    throw error;
  }
}

/**
 * Waits until the restore that this store asks for has loaded the database; the one that serves meanwhile is the shop before this one.
 * @throws Error that names the Job to look at when it isn't done in time
 */
export async function awaitRestore(client: Client, { restoreId, restoreSeconds }: PrepareSettings): Promise<void> {
  if (restoreId === undefined) return;
  const deadline = performance.now() + restoreSeconds * 1000;
  for (let told = false; (await restoredBy(client)) !== restoreId; told = true) {
    if (performance.now() > deadline) {
      throw new Error(
        `The backup that this store asks for was not restored within ${restoreSeconds} s: see this store's Job restore-*. The shop waits on.`,
      );
    }
    if (!told) console.log("Waiting for the restore of a backup");
    await sleep(LOOK_EVERY_MS);
  }
}

/**
 * Makes what was restored this store's, once after each restore: the admin of its Secret may sign in, and pictures are looked for on its own
 * address, since the backup may be another store's.
 */
export async function adoptRestored(client: Client, settings: PrepareSettings): Promise<void> {
  if (settings.restoreId === undefined) return;
  const { rowCount } = await client.query(
    "update public.storeplane_restored set adopted_at = now() where id = $1 and adopted_at is null",
    [settings.restoreId],
  );
  if (rowCount === 0) return;
  await setAdmin(client, settings.adminEmail, settings.adminPassword);
  await moveUploads(client, settings.origin);
}

/** Medusa keeps whole addresses of what was uploaded. */
async function moveUploads(client: Client, origin: string): Promise<void> {
  const { rows } = await client.query<{ place: string; name: string }>(
    `select format('%I.%I', table_schema, table_name) as place, quote_ident(column_name) as name from information_schema.columns
     where table_schema = 'public' and column_name in ('url', 'thumbnail') and data_type = 'text'`,
  );
  for (const { place, name } of rows) {
    await client.query(
      `update ${place} set ${name} = $1 || substring(${name} from '/uploads/.*$') where ${name} ~ '^https?://[^/]+/uploads/'`,
      [origin],
    );
  }
}
