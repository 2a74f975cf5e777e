/** What came of one step of the test run: how many passed, the names of those that failed, and why each that was skipped was. */
export interface StepResult {
  readonly passed: number;
  readonly failed: readonly string[];
  /** Those among the passed whose first try failed, with its message: each is a fault of the test or of what it tests. */
  readonly flaky?: readonly string[];
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
}

/** One part of `npm test`. */
export interface Step {
  readonly name: string;
  run(): Promise<StepResult>;
}

const add = (left: StepResult, right: StepResult): StepResult => ({
  passed: left.passed + right.passed,
  failed: [...left.failed, ...right.failed],
  flaky: [...(left.flaky ?? []), ...(right.flaky ?? [])],
  skipped: [...left.skipped, ...right.skipped],
});

/**
 * Runs the steps in order, all of them even when one fails, and prints each one's time, at the end what failed, what passed only
 * at its second try and what was skipped, and a closing line `N passed, N failed, N skipped`. A step that throws counts as one failure.
 * @returns the process's exit code
 */
export async function runSteps(steps: readonly Step[]): Promise<number> {
  let total: StepResult = { passed: 0, failed: [], skipped: [] };
  for (const step of steps) {
    console.log(`\n── ${step.name}`);
    const started = Date.now();
    const result = await step.run().catch((error: unknown): StepResult => {
      console.error(error);
      return { passed: 0, failed: [`${step.name}: ${error}`], skipped: [] };
    });
    total = add(total, result);
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log(`── ${step.name}: ${result.passed} passed, ${result.failed.length} failed in ${seconds} s`);
  }
  for (const name of total.failed) console.log(`failed: ${name}`);
  for (const name of total.flaky ?? []) console.log(`flaky: ${name}`);
  for (const { name, reason } of total.skipped) console.log(`skipped: ${name}: ${reason}`);
  console.log(`\n${total.passed} passed, ${total.failed.length} failed, ${total.skipped.length} skipped`);
  return total.failed.length === 0 && total.passed > 0 ? 0 : 1;
}
