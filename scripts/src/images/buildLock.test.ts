import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { withBuildLock } from "./buildLock.ts";

const folder = mkdtempSync(join(tmpdir(), "lock-"));
afterAll(() => rmSync(folder, { recursive: true }));

it("lets one in at a time and leaves nothing behind", async () => {
  const file = join(folder, "one");
  let inside = 0;
  let most = 0;
  const work = async () => {
    inside += 1;
    most = Math.max(most, inside);
    await new Promise((resolve) => setTimeout(resolve, 20));
    inside -= 1;
  };
  await Promise.all([withBuildLock(file, 10_000, work), withBuildLock(file, 10_000, work)]);
  expect(most).toBe(1);
  expect(existsSync(file)).toBe(false);
});

it("takes over from a process that is gone", async () => {
  const file = join(folder, "stale");
  writeFileSync(file, String(spawnSync("true").pid));
  expect(await withBuildLock(file, 5_000, async () => "done")).toBe("done");
});

it("names the process it waited for in vain", async () => {
  const file = join(folder, "held");
  writeFileSync(file, String(process.pid));
  await expect(withBuildLock(file, 0, async () => "done")).rejects.toThrow(String(process.pid));
});
