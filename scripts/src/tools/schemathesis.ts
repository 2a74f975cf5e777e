import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { cacheFolder } from "../instance.ts";
import type { Report } from "../platform/progress.ts";

const version = "4.32.5";
const pythonPackage = `schemathesis==${version}`;
const options = {
  timeout: 10 * 60_000,
  env: { PIP_DISABLE_PIP_VERSION_CHECK: "1", PIP_ROOT_USER_ACTION: "ignore" },
};

/**
 * Finds or installs Schemathesis, in a virtual environment of its own.
 * @returns the path of the command
 * @throws Error when there is no Python with `venv`, or the package can't be had.
 */
export async function ensureSchemathesis(report: Report): Promise<string> {
  const environment = join(cacheFolder, "schemathesis", version);
  const command = join(environment, "bin", "schemathesis");
  if (existsSync(command) && (await execa(command, ["--version"], { ...options, reject: false })).exitCode === 0)
    return command;
  report(`installing ${pythonPackage}`);
  await rm(environment, { recursive: true, force: true });
  try {
    await execa("python3", ["-m", "venv", environment], options);
    await execa(join(environment, "bin", "pip"), ["install", "--quiet", pythonPackage], options);
  } catch (cause) {
    await rm(environment, { recursive: true, force: true });
    throw new Error(
      `The API's fuzzing takes ${pythonPackage}, which can't be installed. Install Python 3 with its venv module, and run the command again.`,
      { cause },
    );
  }
  return command;
}
