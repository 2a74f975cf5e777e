import { randomBytes } from "node:crypto";

/** The keys and values of the Secret `store-secrets`: all that a store's pods need and nobody has to know. */
export interface StoreSecrets {
  readonly POSTGRES_PASSWORD: string;
  readonly REDIS_PASSWORD: string;
  readonly JWT_SECRET: string;
  readonly COOKIE_SECRET: string;
  readonly ADMIN_EMAIL: string;
  readonly ADMIN_PASSWORD: string;
}

/** Fresh random secrets for the store; URL-safe, 256 bits each (the password that people type: 120). */
export function newStoreSecrets(adminEmail: string): StoreSecrets {
  const secret = () => randomBytes(32).toString("base64url");
  return {
    POSTGRES_PASSWORD: secret(),
    REDIS_PASSWORD: secret(),
    JWT_SECRET: secret(),
    COOKIE_SECRET: secret(),
    ADMIN_EMAIL: adminEmail,
    ADMIN_PASSWORD: randomBytes(15).toString("base64url"),
  };
}

/** What can be made anew while the store is in use: its pods take the new values up when they start. */
export const rotatable: Readonly<Record<string, readonly (keyof StoreSecrets)[]>> = {
  database: ["POSTGRES_PASSWORD", "REDIS_PASSWORD"],
  sessions: ["JWT_SECRET", "COOKIE_SECRET"],
  admin: ["ADMIN_PASSWORD"],
};

/** The admin's address where none is given: `admin@<the store's name as a label>.example`, a domain that gets no mail. */
export function defaultAdminEmail(storeName: string | undefined): string {
  const label = (storeName ?? "")
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 40)
    .replace(/-+$/, "");
  return `admin@${label || "store"}.example`;
}
