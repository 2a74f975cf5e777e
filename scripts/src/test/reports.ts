import { z } from "zod";
import type { StepResult } from "./step.ts";

const vitestReport = z.object({
  success: z.boolean(),
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numFailedTestSuites: z.int(),
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          meta: z.object({ reason: z.string().optional() }).optional(),
        }),
      ),
    }),
  ),
});

/** Counts of Vitest's JSON report. A file that fails to load counts as one failure. */
export function readVitestReport(json: string): StepResult {
  const report = vitestReport.parse(JSON.parse(json));
  const unloaded = report.testResults.filter((file) => file.assertionResults.length === 0).length;
  const failed = report.numFailedTests + (report.numFailedTestSuites > 0 ? unloaded : 0);
  return {
    passed: report.numPassedTests,
    failed: report.success ? failed : Math.max(failed, 1),
    skipped: report.testResults.flatMap((file) =>
      file.assertionResults
        .filter((test) => ["skipped", "pending", "todo", "disabled"].includes(test.status))
        .map((test) => ({ name: test.fullName, reason: test.meta?.reason ?? `marked ${test.status} in ${file.name}` })),
    ),
  };
}

interface PlaywrightSuite {
  readonly title: string;
  readonly specs?: readonly { readonly title: string; readonly tests: readonly PlaywrightTest[] }[] | undefined;
  readonly suites?: readonly PlaywrightSuite[] | undefined;
}
interface PlaywrightTest {
  readonly status: string;
  readonly annotations: readonly { readonly type: string; readonly description?: string | undefined }[];
}

const playwrightTest = z.object({
  status: z.string(),
  annotations: z.array(z.object({ type: z.string(), description: z.string().optional() })),
});
const playwrightSuite: z.ZodType<PlaywrightSuite> = z.object({
  title: z.string(),
  specs: z.array(z.object({ title: z.string(), tests: z.array(playwrightTest) })).optional(),
  get suites() {
    return z.array(playwrightSuite).optional();
  },
});
const playwrightReport = z.object({
  suites: z.array(playwrightSuite),
  errors: z.array(z.unknown()),
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
});

function skippedSpecs(suite: PlaywrightSuite): { name: string; reason: string }[] {
  const own = (suite.specs ?? []).flatMap((spec) =>
    spec.tests
      .filter((test) => test.status === "skipped")
      .map((test) => ({
        name: spec.title,
        reason:
          test.annotations.find((annotation) => annotation.type === "skip")?.description ??
          "an earlier step of its journey failed",
      })),
  );
  return [...own, ...(suite.suites ?? []).flatMap(skippedSpecs)];
}

/** Counts of Playwright's JSON report. A flaky test counts as failed; an error outside tests counts as one failure. */
export function readPlaywrightReport(json: string): StepResult {
  const report = playwrightReport.parse(JSON.parse(json));
  return {
    passed: report.stats.expected,
    failed: report.stats.unexpected + report.stats.flaky + report.errors.length,
    skipped: report.suites.flatMap(skippedSpecs),
  };
}
