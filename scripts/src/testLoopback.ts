import { prepareTests } from "./test/prepare.ts";
import { runVitest } from "./test/runners.ts";
import { runSteps } from "./test/step.ts";

/** `npm run test:loopback`: tests with real servers on this machine, no cluster; arguments go to Vitest. @returns the exit code */
export async function main(args: readonly string[]): Promise<number> {
  await prepareTests({ browser: false });
  return runSteps([{ name: "loopback", run: () => runVitest("loopback", {}, args) }]);
}
