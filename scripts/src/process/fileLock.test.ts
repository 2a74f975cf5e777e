import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lockFile } from "../../fileLock.mjs";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "lock-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test("one holder at a time; the next gets it when it is released", async () => {
  const file = join(folder, "lock");
  const unlock = await lockFile(file, { timeoutMs: 0 });
  await expect(lockFile(file, { timeoutMs: 0 })).rejects.toMatchObject({ pid: process.pid });
  const waited: number[] = [];
  const next = lockFile(file, { timeoutMs: 5000, onWait: (pid) => waited.push(pid) });
  setTimeout(unlock, 50);
  (await next)();
  expect(waited).toEqual([process.pid]);
});

test("whoever waits may give up", async () => {
  const file = join(folder, "lock");
  const unlock = await lockFile(file, { timeoutMs: 0 });
  const waiting = lockFile(file, { timeoutMs: 60_000, signal: AbortSignal.timeout(50) });
  await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
  unlock();
});

test("a lock whose holder was killed is taken over, also when its process id is in use again", async () => {
  const file = join(folder, "lock");
  const dead = spawn(process.execPath, ["-e", ""]);
  await once(dead, "exit");
  await writeFile(file, JSON.stringify({ pid: dead.pid, started: "1" }));
  (await lockFile(file, { timeoutMs: 0 }))();
  await writeFile(file, JSON.stringify({ pid: process.pid, started: "1" }));
  const unlock = await lockFile(file, { timeoutMs: 0 });
  expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({ pid: process.pid });
  unlock();
});

test("a file that a kill left empty doesn't block for ever", async () => {
  const file = join(folder, "lock");
  await writeFile(file, "");
  (await lockFile(file, { timeoutMs: 2000 }))();
});
