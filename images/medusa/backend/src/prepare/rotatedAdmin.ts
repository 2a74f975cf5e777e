import type { Client } from "pg";
import { setAdmin } from "./personalise";
import type { PrepareSettings } from "./settings";

/** Gives the admin the password that a rotation made, once after each: whoever changes it in the admin afterwards keeps theirs. */
export async function adoptRotatedAdmin(client: Client, settings: PrepareSettings): Promise<void> {
  if (await noteRotation(client, settings)) await setAdmin(client, settings.adminEmail, settings.adminPassword);
}

/** Writes down that the database has the password of the rotation. False when that was known, or there is none. */
export async function noteRotation(client: Client, { adminRotation }: PrepareSettings): Promise<boolean> {
  if (adminRotation === undefined) return false;
  await client.query(
    "create table if not exists public.storeplane_admin_rotations (id text primary key, adopted_at timestamptz not null default now())",
  );
  const { rowCount } = await client.query(
    "insert into public.storeplane_admin_rotations (id) values ($1) on conflict do nothing",
    [adminRotation],
  );
  return rowCount === 1;
}
