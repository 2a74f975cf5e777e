/** The variables a process was started with; `process.env` in production, a plain object in tests. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The database's address: `DATABASE_URL`, or one put together from `DATABASE_HOST`, `DATABASE_PORT`, `DATABASE_NAME`,
 * `DATABASE_USER` and `POSTGRES_PASSWORD`. Undefined when neither is given, as while the admin is being built.
 */
export function databaseUrl(env: Environment): string | undefined {
  if (env.DATABASE_URL) return env.DATABASE_URL;
  if (!env.DATABASE_HOST) return undefined;
  const url = new URL("postgres://host");
  url.hostname = env.DATABASE_HOST;
  url.port = env.DATABASE_PORT || "5432";
  url.username = encodeURIComponent(env.DATABASE_USER || "medusa");
  url.password = encodeURIComponent(env.POSTGRES_PASSWORD ?? "");
  url.pathname = `/${encodeURIComponent(env.DATABASE_NAME || "medusa")}`;
  return url.href;
}

/** Redis' address: `REDIS_URL`, or one put together from `REDIS_HOST`, `REDIS_PORT` and `REDIS_PASSWORD`; undefined without Redis. */
export function redisUrl(env: Environment): string | undefined {
  if (env.REDIS_URL) return env.REDIS_URL;
  if (!env.REDIS_HOST) return undefined;
  const password = env.REDIS_PASSWORD ? `:${encodeURIComponent(env.REDIS_PASSWORD)}@` : "";
  return `redis://${password}${env.REDIS_HOST}:${env.REDIS_PORT || "6379"}`;
}

/** The shop's public origin without a trailing slash, e.g. `http://acme.localhost:7480`. */
export function shopOrigin(env: Environment): string {
  return (env.SHOP_ORIGIN || `http://localhost:${env.PORT || "9000"}`).replace(/\/+$/, "");
}

/** Origin of the dashboard, which may show the shop in a frame, e.g. `https://storeplane.example.com`; undefined without one. */
export function dashboardOrigin(env: Environment): string | undefined {
  return env.DASHBOARD_URL && URL.canParse(env.DASHBOARD_URL) ? new URL(env.DASHBOARD_URL).origin : undefined;
}

/** The folder that uploaded files are kept in. */
export function uploadsFolder(env: Environment): string {
  return env.UPLOADS_DIR || "/var/lib/store/uploads";
}

/** What keeps `start` from serving, one sentence each; empty when all is there. */
export function missingToServe(env: Environment): string[] {
  const missing = ["JWT_SECRET", "COOKIE_SECRET"]
    .filter((name) => !env[name])
    .map((name) => `${name} is not set: take it from the Secret store-secrets.`);
  if (!databaseUrl(env)) missing.push("No database: set DATABASE_URL, or DATABASE_HOST and POSTGRES_PASSWORD.");
  return missing;
}
