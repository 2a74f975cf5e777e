import { runSteps } from "./test/step.ts";
import { journeys } from "./test.ts";

/** `npm run e2e`: the journeys in a browser, on an instance of their own. @returns the exit code */
export function main(): Promise<number> {
  return runSteps([journeys]);
}
