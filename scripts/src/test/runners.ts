import { mkdir, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { projectFolder } from "../instance.ts";
import { readPlaywrightReport, readVitestReport } from "./reports.ts";
import type { StepResult } from "./step.ts";

const minute = 60_000;
const binary = (name: string): string => join(projectFolder, "node_modules", ".bin", name);

/** A check that passes or fails as a whole, such as the linter. */
export async function runCheck(command: string, args: readonly string[]): Promise<StepResult> {
  const { exitCode } = await execa(binary(command), args, {
    cwd: projectFolder,
    stdio: "inherit",
    reject: false,
    timeout: 5 * minute,
  });
  return exitCode === 0
    ? { passed: 1, failed: [], skipped: [] }
    : { passed: 0, failed: [[command, ...args].join(" ")], skipped: [] };
}

async function runReported(
  report: string,
  read: (json: string) => StepResult,
  command: string,
  args: readonly string[],
  options: { cwd: string; env: Record<string, string>; timeout: number },
): Promise<StepResult> {
  await mkdir(dirname(report), { recursive: true });
  await rm(report, { force: true });
  const { exitCode } = await execa(binary(command), args, { ...options, stdio: "inherit", reject: false });
  const result = read(await readFile(report, "utf8"));
  // A runner that fails for another reason than a test (a global set-up, a leak) must not pass for green.
  return exitCode !== 0 && result.failed.length === 0
    ? { ...result, failed: [`${command} ended with ${exitCode}`] }
    : result;
}

/** Runs one Vitest project (`unit`, `loopback` or `integration`); further arguments are handed on, such as a file's name. */
export function runVitest(
  project: string,
  env: Record<string, string> = {},
  args: readonly string[] = [],
): Promise<StepResult> {
  const report = join(projectFolder, ".local", "reports", `${project}.json`);
  return runReported(
    report,
    readVitestReport,
    "vitest",
    ["run", "--project", project, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...args],
    { cwd: projectFolder, env, timeout: 25 * minute },
  );
}

/** Runs the journeys of `e2e/` against the instance that `env` names. */
export function runPlaywright(env: Record<string, string>, args: readonly string[] = []): Promise<StepResult> {
  return runReported(
    join(projectFolder, "e2e", ".artifacts", "results.json"),
    readPlaywrightReport,
    "playwright",
    ["test", "--config", "e2e/playwright.config.ts", ...args],
    { cwd: projectFolder, env, timeout: 30 * minute },
  );
}
