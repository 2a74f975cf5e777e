import { execFileSync } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "resolutions-"));
  await copyFile(new URL("resolutions.cjs", import.meta.url), join(folder, "resolutions.cjs"));
  await writeFile(join(folder, "main.cjs"), 'require("./resolutions.cjs"); console.log(require("greeting"));');
  await addPackage("node_modules", "recorded");
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

async function addPackage(where: string, says: string): Promise<void> {
  const path = join(folder, where, "greeting");
  await mkdir(path, { recursive: true });
  await writeFile(join(path, "index.js"), `module.exports = ${JSON.stringify(says)};`);
}

function run(env: Record<string, string> = {}): string {
  const options = { env: { ...process.env, ...env }, encoding: "utf8" as const, timeout: 20_000 };
  return execFileSync(process.execPath, [join(folder, "main.cjs")], options).trim();
}

test("a start looks where the recorded one found it, and not in the file system", async () => {
  expect(run({ RECORD_RESOLUTIONS: "true" })).toBe("recorded");
  await mkdir(join(folder, "node_modules/greeting/elsewhere"));
  await writeFile(join(folder, "node_modules/greeting/package.json"), '{ "main": "elsewhere/index.js" }');
  await writeFile(join(folder, "node_modules/greeting/elsewhere/index.js"), 'module.exports = "looked up";');
  expect(run()).toBe("recorded");
  await rm(join(folder, "resolutions.json"));
  expect(run()).toBe("looked up");
});

test("what wasn't recorded is resolved as ever", async () => {
  await writeFile(join(folder, "resolutions.json"), "{}");
  expect(run()).toBe("recorded");
});
