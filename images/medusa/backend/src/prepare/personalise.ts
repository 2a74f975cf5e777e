import { randomBytes } from "node:crypto";
import type { Client } from "pg";
import scrypt from "scrypt-kdf";
import type { PrepareSettings } from "./settings";

/** Medusa's own parameters (its e-mail and password provider), so that it accepts the hash. */
const SCRYPT = { logN: 15, r: 8, p: 1 } as const;

function newId(prefix: string): string {
  return `${prefix}_${randomBytes(13).toString("hex").toUpperCase()}`;
}

/** Turns the template's data into this store's: its admin, its own publishable keys, its name and currency. */
export async function personalise(client: Client, settings: PrepareSettings): Promise<void> {
  await setAdmin(client, settings.adminEmail, settings.adminPassword);
  await renewPublishableKeys(client);
  await client.query("update store set name = $1, updated_at = now()", [settings.storeName]);
  await setCurrency(client, settings.currency);
}

/** Lets this e-mail address and password sign in to the admin; one that is there already gets the password. */
export async function setAdmin(client: Client, email: string, password: string): Promise<void> {
  const metadata = { password: (await scrypt.kdf(password, SCRYPT)).toString("base64") };
  const changed = await client.query(
    `update provider_identity set provider_metadata = $2, updated_at = now()
     where entity_id = $1 and provider = 'emailpass' and deleted_at is null`,
    [email, metadata],
  );
  if (changed.rowCount !== 0) return;
  const found = await client.query<{ id: string }>(`select id from "user" where email = $1 and deleted_at is null`, [
    email,
  ]);
  const user = found.rows[0]?.id ?? newId("user");
  if (found.rows.length === 0) await client.query(`insert into "user" (id, email) values ($1, $2)`, [user, email]);
  const identity = newId("authid");
  await client.query("insert into auth_identity (id, app_metadata) values ($1, $2)", [identity, { user_id: user }]);
  await client.query(
    `insert into provider_identity (id, entity_id, provider, auth_identity_id, provider_metadata)
     values ($1, $2, 'emailpass', $3, $4)`,
    [newId("provid"), email, identity, metadata],
  );
}

/** Every store comes from the same template: without new keys they would all share theirs. */
async function renewPublishableKeys(client: Client): Promise<void> {
  const { rows } = await client.query<{ id: string }>("select id from api_key where type = 'publishable'");
  for (const { id } of rows) {
    const token = `pk_${randomBytes(32).toString("hex")}`;
    await client.query("update api_key set token = $2, redacted = $3, updated_at = now() where id = $1", [
      id,
      token,
      `${token.slice(0, 6)}***${token.slice(-3)}`,
    ]);
  }
}

async function setCurrency(client: Client, currency: string): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    "select id from region where currency_code = $1 and deleted_at is null order by created_at limit 1",
    [currency],
  );
  const region = rows[0]?.id;
  if (region === undefined) {
    throw new Error(`STORE_CURRENCY is "${currency}", but the sample shop sells in usd and eur: choose one of them.`);
  }
  await client.query("update store set default_region_id = $1", [region]);
  await client.query("update store_currency set is_default = (currency_code = $1), updated_at = now()", [currency]);
}
