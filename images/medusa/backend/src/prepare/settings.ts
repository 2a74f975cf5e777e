import { databaseUrl, type Environment, shopOrigin } from "../environment";

/** What `prepare` has to know of the store. */
export interface PrepareSettings {
  readonly databaseUrl: string;
  readonly databaseTls: boolean;
  readonly adminEmail: string;
  readonly adminPassword: string;
  readonly storeName: string;
  /** ISO 4217 in lower case; one that the template has a region for. */
  readonly currency: string;
  readonly waitSeconds: number;
  /** Public origin of the shop. */
  readonly origin: string;
  /** The restore that must have loaded the database before the shop may start; undefined: none. */
  readonly restoreId: string | undefined;
  /** How long it is waited for; the pod is started again afterwards, and waits on. */
  readonly restoreSeconds: number;
  /** The rotation that made the admin's password anew; undefined: none did. */
  readonly adminRotation: string | undefined;
}

const currencyOf = (env: Environment) => (env.STORE_CURRENCY || "usd").toLowerCase();
const waitSecondsOf = (env: Environment) => Number(env.WAIT_SECONDS || "120");

/** What keeps the database from being prepared, one sentence for each variable that is missing or wrong. */
export function missingToPrepare(env: Environment): string[] {
  const missing = ["ADMIN_EMAIL", "ADMIN_PASSWORD"]
    .filter((name) => !env[name])
    .map((name) => `${name} is not set: take it from the Secret store-secrets.`);
  const currency = currencyOf(env);
  if (!/^[a-z]{3}$/.test(currency))
    missing.push(`STORE_CURRENCY is "${currency}": give a currency's three letters, e.g. usd.`);
  const waitSeconds = waitSecondsOf(env);
  if (!(waitSeconds >= 0 && waitSeconds <= 3600)) missing.push("WAIT_SECONDS must be a number from 0 to 3600.");
  return missing;
}

/** Reads an environment in which nothing is missing (`missingToPrepare`, `missingToServe`). */
export function readPrepareSettings(env: Environment): PrepareSettings {
  return {
    databaseUrl: databaseUrl(env) ?? "",
    databaseTls: env.DATABASE_SSL === "true",
    adminEmail: env.ADMIN_EMAIL ?? "",
    adminPassword: env.ADMIN_PASSWORD ?? "",
    storeName: env.STORE_NAME || "Store",
    currency: currencyOf(env),
    waitSeconds: waitSecondsOf(env),
    origin: shopOrigin(env),
    restoreId: env.RESTORE_ID || undefined,
    // Less than the start-up probe gives, so that the reason is told.
    restoreSeconds: 280,
    adminRotation: env.ADMIN_ROTATION || undefined,
  };
}
