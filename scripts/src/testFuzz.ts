import { fuzz } from "./test/fuzz.ts";
import { prepareTests } from "./test/prepare.ts";
import { runSteps } from "./test/step.ts";

/** `npm run test:fuzz`: every route of the API with made-up requests; arguments go to Schemathesis. @returns the exit code */
export async function main(args: readonly string[]): Promise<number> {
  await prepareTests({ browser: false });
  return runSteps([fuzz(args)]);
}
