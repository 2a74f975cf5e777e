import { existsSync } from "node:fs";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { lockFile } from "../../fileLock.mjs";
import { inputsHash } from "../images/inputsHash.ts";
import { projectFolder } from "../instance.ts";
import type { Report } from "./progress.ts";

const dashboard = join(projectFolder, "dashboard");
const built = join(dashboard, "dist");
const stamp = join(built, ".inputs");
const buildTimeoutMs = 5 * 60_000;

/** What the built dashboard depends on. */
function currentInputs(): string {
  return inputsHash(
    projectFolder,
    ["dashboard/src", "dashboard/public", "dashboard/index.html", "dashboard/vite.config.ts", "package-lock.json"],
    [],
  );
}

async function builtInputs(): Promise<string | undefined> {
  return existsSync(stamp) ? readFile(stamp, "utf8") : undefined;
}

/**
 * Builds the dashboard unless it is built from these very sources already.
 * @returns the folder that holds its index.html
 */
export async function ensureDashboard(report: Report): Promise<string> {
  const inputs = currentInputs();
  if ((await builtInputs()) === inputs) {
    report("built already");
    return built;
  }
  const unlock = await lockFile(join(dashboard, ".build.lock"), { timeoutMs: buildTimeoutMs });
  try {
    if ((await builtInputs()) === inputs) return built;
    report("building");
    const draft = join(dashboard, ".dist.new");
    await rm(draft, { recursive: true, force: true });
    await execa(join(projectFolder, "node_modules/.bin/vite"), ["build", "--outDir", draft, "--emptyOutDir"], {
      cwd: dashboard,
      timeout: buildTimeoutMs,
    });
    await writeFile(join(draft, ".inputs"), inputs);
    await rm(built, { recursive: true, force: true });
    await rename(draft, built);
    report("built");
    return built;
  } finally {
    unlock();
  }
}
