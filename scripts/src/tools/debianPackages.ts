import { existsSync } from "node:fs";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import type { Report } from "../platform/progress.ts";

/** While it is there, Debian doesn't start the services of the packages it installs. */
const startGuard = "/usr/sbin/policy-rc.d";
const guardText =
  "#!/bin/sh\n# Made by storeplane while it installs packages, so that none starts a service.\nexit 101\n";
const aptTimeoutMs = 15 * 60_000;
const downloadTimeoutMs = 2 * 60_000;

/** Which of the packages aren't installed. On a system that isn't Debian's kind: all of them. */
export async function missingDebianPackages(names: readonly string[]): Promise<string[]> {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the placeholders are dpkg-query's own
  const { stdout } = await execa("dpkg-query", ["-W", "-f", "${Package} ${db:Status-Status}\\n", ...names], {
    reject: false,
    timeout: 30_000,
  });
  const installed = new Set(
    String(stdout ?? "")
      .split("\n")
      .filter((line) => line.endsWith(" installed"))
      .map((line) => line.split(" ")[0]),
  );
  return names.filter((name) => !installed.has(name));
}

async function installWithoutStarting(names: readonly string[]): Promise<void> {
  const left = existsSync(startGuard) ? await readFile(startGuard, "utf8") : undefined;
  // Ours may still be there after a kill; somebody else's stays as it is.
  const ours = left === undefined || left === guardText;
  if (ours) await writeFile(startGuard, guardText, { mode: 0o755 });
  try {
    await execa(
      "apt-get",
      ["install", "--yes", "--quiet", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300", ...names],
      { env: { DEBIAN_FRONTEND: "noninteractive" }, timeout: aptTimeoutMs },
    );
  } finally {
    if (ours) await rm(startGuard, { force: true });
  }
}

/**
 * Installs the Debian packages that are missing, without starting their services.
 * @throws Error naming them when that takes root, or when it fails
 */
export async function ensureDebianPackages(names: readonly string[], report: Report): Promise<void> {
  const missing = await missingDebianPackages(names);
  if (missing.length === 0) {
    report("all there");
    return;
  }
  const byHand = `apt-get install ${missing.join(" ")}`;
  if (process.getuid?.() !== 0) throw new Error(`These Debian packages are missing; install them as root: ${byHand}`);
  report(`installing ${missing.join(", ")}`);
  try {
    await execa("apt-get", ["update", "--quiet", "-o", "DPkg::Lock::Timeout=300"], { timeout: aptTimeoutMs });
    await installWithoutStarting(missing);
  } catch (cause) {
    throw new Error(`Debian packages couldn't be installed. See why with: ${byHand}`, { cause });
  }
  report(`installed ${missing.join(", ")}`);
}

/**
 * Takes a file out of a Debian package without installing that, which takes no root.
 * @param paths where it may be in the package, e.g. `usr/bin/promtool`
 * @param folder an empty one, for what comes with it
 * @returns the file's path
 * @throws Error when the package can't be downloaded or holds none of the paths
 */
export async function extractFromDebianPackage(
  name: string,
  paths: readonly string[],
  folder: string,
): Promise<string> {
  const timeout = downloadTimeoutMs;
  const download = () => execa("apt-get", ["download", "--quiet", name], { cwd: folder, timeout });
  await download().catch(async () => {
    await execa("apt-get", ["update", "--quiet"], { timeout });
    await download();
  });
  const file = (await readdir(folder)).find((entry) => entry.endsWith(".deb"));
  await execa("dpkg-deb", ["--extract", file ?? "", "package"], { cwd: folder, timeout });
  const found = paths.map((path) => join(folder, "package", path)).find(existsSync);
  if (!found) throw new Error(`Debian's package ${name} doesn't hold ${paths.join(" or ")}.`);
  return found;
}
