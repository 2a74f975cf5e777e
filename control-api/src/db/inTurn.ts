import type { Database } from "./database.ts";

/** Longest wait for a turn, in milliseconds: some turns of others. */
const turnWithinMs = 2_000;

/**
 * Runs `work` after that of the replicas that asked before, in this order; when its turn doesn't come in time, or the database is
 * down, without one. So nothing may rest on running alone.
 * @throws what `work` throws
 */
export async function inTurn<T>(database: Database, lock: number, work: () => Promise<T>): Promise<T> {
  if (!database.state.ok) return await work();
  let running: Promise<T> | undefined;
  const start = () => {
    running ??= work();
    return running;
  };
  const turn = database.use(async (connection) => {
    await connection.query("select set_config('lock_timeout', $1, false)", [String(turnWithinMs)]);
    await connection.query("select pg_advisory_lock($1)", [lock]);
    await connection.query("reset lock_timeout");
    try {
      // Who has begun without a turn needs none any more.
      if (running === undefined) await start();
    } catch {
      // Whoever asked for the work is told.
    } finally {
      await connection.query("select pg_advisory_unlock($1)", [lock]);
    }
  });
  const tooLong = new Promise<void>((resolve) => setTimeout(resolve, turnWithinMs).unref());
  await Promise.race([turn.catch(() => undefined), tooLong]);
  return await start();
}
