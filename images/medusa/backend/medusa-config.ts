import { defineConfig } from "@medusajs/framework/utils";
import { databaseUrl, redisUrl, shopOrigin, uploadsFolder } from "./src/environment";

const env = process.env;
const redis = redisUrl(env);
const origin = shopOrigin(env);
const database = databaseUrl(env);

const workerModes = ["shared", "server", "worker"] as const;
const workerMode = workerModes.find((mode) => mode === env.MEDUSA_WORKER_MODE) ?? "shared";

/** Without Redis, events, workflows and locks live in the process: enough for a store of one replica. */
const redisModules =
  redis === undefined
    ? []
    : [
        { resolve: "@medusajs/medusa/event-bus-redis", options: { redisUrl: redis } },
        { resolve: "@medusajs/medusa/workflow-engine-redis", options: { redis: { redisUrl: redis } } },
        {
          resolve: "@medusajs/medusa/locking",
          options: {
            providers: [
              {
                resolve: "@medusajs/medusa/locking-redis",
                id: "locking-redis",
                is_default: true,
                options: { redisUrl: redis },
              },
            ],
          },
        },
      ];

module.exports = defineConfig({
  projectConfig: {
    ...(database === undefined ? {} : { databaseUrl: database }),
    databaseDriverOptions: {
      connection: { ssl: env.DATABASE_SSL === "true" ? { rejectUnauthorized: true } : false },
      pool: { min: 0, max: Number(env.DB_POOL_MAX || 10) },
    },
    ...(redis === undefined ? {} : { redisUrl: redis }),
    workerMode,
    // Over plain HTTP a browser drops Secure cookies, and the admin could not be logged in to.
    cookieOptions: { secure: origin.startsWith("https:"), sameSite: "lax" },
    http: {
      storeCors: env.STORE_CORS || origin,
      adminCors: env.ADMIN_CORS || origin,
      authCors: env.AUTH_CORS || origin,
      ...(env.JWT_SECRET ? { jwtSecret: env.JWT_SECRET } : {}),
      ...(env.COOKIE_SECRET ? { cookieSecret: env.COOKIE_SECRET } : {}),
    },
  },
  // The admin calls the API on the origin it was loaded from.
  admin: { disable: env.DISABLE_ADMIN === "true", backendUrl: "/" },
  modules: [
    {
      resolve: "@medusajs/medusa/file",
      options: {
        providers: [
          {
            resolve: "@medusajs/medusa/file-local",
            id: "local",
            options: {
              upload_dir: uploadsFolder(env),
              private_upload_dir: uploadsFolder(env),
              backend_url: `${origin}/uploads`,
            },
          },
        ],
      },
    },
    ...redisModules,
  ],
});
