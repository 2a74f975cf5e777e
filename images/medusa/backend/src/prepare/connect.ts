import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import type { PrepareSettings } from "./settings";

const CONNECT_TIMEOUT_MS = 3_000;
const RETRY_MS = 100;

/** Refused, no route or name yet, not listening yet, starting up, shutting down: all may pass by themselves. */
const PASSING = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ETIMEDOUT",
  "EPIPE",
  "57P01",
  "57P02",
  "57P03",
  "53300",
]);

function codeOf(error: unknown): string | undefined {
  return typeof error === "object" && error !== null && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined;
}

function passes(error: unknown): boolean {
  const code = codeOf(error);
  if (code !== undefined) return PASSING.has(code);
  return error instanceof Error && /timeout|terminated unexpectedly/i.test(error.message);
}

/**
 * Connects, waiting up to `waitSeconds` for a database that isn't up yet.
 * @throws Error that names the address (never the password) when the time is over, and at once for what waiting doesn't mend,
 * such as a wrong password.
 */
export async function connect(settings: PrepareSettings): Promise<Client> {
  const { hostname, port, pathname, username } = new URL(settings.databaseUrl);
  const where = `PostgreSQL at ${hostname}:${port || "5432"}, database ${pathname.slice(1)}, user ${username}`;
  const deadline = performance.now() + settings.waitSeconds * 1000;
  for (let told = false; ; ) {
    const client = new Client({
      connectionString: settings.databaseUrl,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      ssl: settings.databaseTls,
      application_name: "prepare",
    });
    // A connection lost later fails the query that is under way; without a listener it would end the process unexplained.
    client.on("error", () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      const reason = error instanceof Error ? error.message || codeOf(error) : String(error);
      if (!passes(error)) throw new Error(`${where} refused the connection: ${reason}.`, { cause: error });
      if (performance.now() + RETRY_MS > deadline) {
        throw new Error(
          `${where} could not be reached within ${settings.waitSeconds} s: ${reason}. Is its pod ready?`,
          {
            cause: error,
          },
        );
      }
      if (!told) console.log(`Waiting for ${where}: ${reason}`);
      told = true;
      await sleep(RETRY_MS);
    }
  }
}
