import { mkdir, open, readFile, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/**
 * Runs `work` while no other process holds the lock; the lock of a process that is gone doesn't count.
 * @throws Error naming the other process when it hasn't finished within `waitMs`
 */
export async function withBuildLock<T>(file: string, waitMs: number, work: () => Promise<T>): Promise<T> {
  await mkdir(dirname(file), { recursive: true });
  const deadline = performance.now() + waitMs;
  for (;;) {
    try {
      const handle = await open(file, "wx");
      await handle.writeFile(String(process.pid));
      await handle.close();
      break;
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
      const holder = Number(await readFile(file, "utf8").catch(() => ""));
      if (holder > 0 && !isAlive(holder)) {
        await rm(file, { force: true });
        continue;
      }
      if (performance.now() > deadline) {
        throw new Error(`Process ${holder || "?"} has been building images for too long: end it, or remove ${file}.`, {
          cause: error,
        });
      }
      await sleep(500);
    }
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}
