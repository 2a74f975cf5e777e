import { mkdir, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { projectFolder } from "./instance.ts";
import { prepareTests } from "./test/prepare.ts";
import { runVitest } from "./test/runners.ts";
import { runSteps } from "./test/step.ts";

const report = join(projectFolder, ".local", "reports", "faults.jsonl");

/**
 * `npm run test:faults`: the fault tests at length, and for each fault what became of every request. Arguments go to Vitest.
 * @returns the exit code
 */
export async function main(args: readonly string[]): Promise<number> {
  await prepareTests({ browser: false });
  await mkdir(dirname(report), { recursive: true });
  await rm(report, { force: true });
  const environment = { STOREPLANE_FAULTS: "full", STOREPLANE_FAULTS_REPORT: report };
  const run = () => runVitest("loopback", environment, ["control-api/src/faults", "--no-file-parallelism", ...args]);
  const code = await runSteps([{ name: "faults", run }]);
  const rows = (await readFile(report, "utf8").catch(() => "")).split("\n").filter((line) => line !== "");
  console.table(rows.map((line): unknown => JSON.parse(line)));
  return code;
}
