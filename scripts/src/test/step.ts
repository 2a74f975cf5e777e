/** Counts of one step of the test run; `skipped` comes with a reason for each. */
export interface StepResult {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
}

/** One part of `npm test`. */
export interface Step {
  readonly name: string;
  run(): Promise<StepResult>;
}

const add = (left: StepResult, right: StepResult): StepResult => ({
  passed: left.passed + right.passed,
  failed: left.failed + right.failed,
  skipped: [...left.skipped, ...right.skipped],
});

/**
 * Runs the steps in order, all of them even when one fails, and prints each one's time and a closing line
 * `N passed, N failed, N skipped`. A step that throws counts as one failure.
 * @returns the process's exit code
 */
export async function runSteps(steps: readonly Step[]): Promise<number> {
  let total: StepResult = { passed: 0, failed: 0, skipped: [] };
  for (const step of steps) {
    console.log(`\n── ${step.name}`);
    const started = Date.now();
    const result = await step.run().catch((error: unknown): StepResult => {
      console.error(error);
      return { passed: 0, failed: 1, skipped: [] };
    });
    total = add(total, result);
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log(`── ${step.name}: ${result.passed} passed, ${result.failed} failed in ${seconds} s`);
  }
  for (const { name, reason } of total.skipped) console.log(`skipped: ${name}: ${reason}`);
  console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped.length} skipped`);
  return total.failed === 0 && total.passed > 0 ? 0 : 1;
}
