import { databaseUrl, type Environment } from "../environment";

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
}

/** Reads and checks the environment. @throws Error with one sentence for each variable that is missing or wrong. */
export function readPrepareSettings(env: Environment): PrepareSettings {
  const problems: string[] = [];
  const url = databaseUrl(env);
  if (!url) problems.push("No database: set DATABASE_URL, or DATABASE_HOST and POSTGRES_PASSWORD.");
  for (const name of ["ADMIN_EMAIL", "ADMIN_PASSWORD"]) {
    if (!env[name]) problems.push(`${name} is not set: take it from the Secret store-secrets.`);
  }
  const currency = (env.STORE_CURRENCY || "usd").toLowerCase();
  if (!/^[a-z]{3}$/.test(currency))
    problems.push(`STORE_CURRENCY is "${currency}": give a currency's three letters, e.g. usd.`);
  const waitSeconds = Number(env.WAIT_SECONDS || "120");
  if (!(waitSeconds >= 0 && waitSeconds <= 3600)) problems.push("WAIT_SECONDS must be a number from 0 to 3600.");
  if (problems.length > 0)
    throw new Error(`The store cannot be prepared:\n${problems.map((text) => `- ${text}`).join("\n")}`);
  return {
    databaseUrl: url ?? "",
    databaseTls: env.DATABASE_SSL === "true",
    adminEmail: env.ADMIN_EMAIL ?? "",
    adminPassword: env.ADMIN_PASSWORD ?? "",
    storeName: env.STORE_NAME || "Store",
    currency,
    waitSeconds,
  };
}
