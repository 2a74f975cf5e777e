import { runVitest } from "./test/runners.ts";
import { runSteps } from "./test/step.ts";

/** `npm run test:unit`: the quick inner loop; arguments go to Vitest, such as a file's name. @returns the exit code */
export function main(args: readonly string[]): Promise<number> {
  return runSteps([{ name: "unit", run: () => runVitest("unit", {}, args) }]);
}
