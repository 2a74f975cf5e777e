import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** What tells a process from a later one with the same id: its start time (field 22 of /proc/<pid>/stat). */
function startTime(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? "";
  } catch {
    return undefined;
  }
}

function holder(file) {
  try {
    const { pid, started } = JSON.parse(readFileSync(file, "utf8"));
    return { pid, alive: started !== undefined && startTime(pid) === started };
  } catch (error) {
    return error.code === "ENOENT" ? undefined : { pid: 0, alive: false };
  }
}

function tryLock(file) {
  try {
    writeFileSync(file, JSON.stringify({ pid: process.pid, started: startTime(process.pid) }), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code !== "EEXIST") throw error;
    return false;
  }
}

export async function lockFile(file, { timeoutMs, onWait, signal }) {
  mkdirSync(dirname(file), { recursive: true });
  const deadline = Date.now() + timeoutMs;
  let told;
  let brokenSince;
  let tookOver = false;
  for (;;) {
    if (tryLock(file)) {
      if (!tookOver) break;
      // Whoever else saw the dead holder may have removed our file instead of his: look again before relying on it.
      await sleep(50);
      const now = holder(file);
      if (now?.pid === process.pid && now.alive) break;
      continue;
    }
    const other = holder(file);
    if (other?.alive) {
      if (Date.now() >= deadline)
        throw Object.assign(new Error(`${file} is held by process ${other.pid}`), { pid: other.pid });
      if (told !== other.pid) onWait?.(other.pid);
      told = other.pid;
      await sleep(Math.min(200, Math.max(10, deadline - Date.now())), undefined, { signal });
      continue;
    }
    // A file that is empty may just be being written; one whose holder is dead was left behind.
    brokenSince ??= Date.now();
    if (other?.pid === 0 && Date.now() - brokenSince < 500) await sleep(50);
    else {
      rmSync(file, { force: true });
      tookOver = true;
    }
  }
  return () => rmSync(file, { force: true });
}
