import { prepareTests } from "./test/prepare.ts";
import { runVitest } from "./test/runners.ts";
import { runSteps } from "./test/step.ts";

/** `npm run test:unit`: the quick inner loop; arguments go to Vitest, such as a file's name. @returns the exit code */
export async function main(args: readonly string[]): Promise<number> {
  await prepareTests({ browser: false });
  return runSteps([{ name: "unit", run: () => runVitest("unit", {}, args) }]);
}
