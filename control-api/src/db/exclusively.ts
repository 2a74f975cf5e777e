import type { Database } from "./database.ts";

/** Numbers of the locks that keep replicas from doing the same at once; each is taken once in this code. */
export const locks = {
  idleStores: 720_411_904,
  upgrades: 720_411_905,
  housekeeping: 720_411_906,
  publishing: 720_411_907,
} as const;

/**
 * Runs `work` in one process at a time, whichever of the replicas comes first; the others are told `undefined` at once. The lock
 * ends with the connection, so a process that dies holds nobody up.
 * @throws DatabaseUnavailableError, and what `work` throws
 */
export function exclusively<T>(database: Database, lock: number, work: () => Promise<T>): Promise<T | undefined> {
  return database.use(async (connection) => {
    const { rows } = await connection.query<{ taken: boolean }>("select pg_try_advisory_lock($1) as taken", [lock]);
    if (rows[0]?.taken !== true) return undefined;
    try {
      return await work();
    } finally {
      await connection.query("select pg_advisory_unlock($1)", [lock]);
    }
  });
}
