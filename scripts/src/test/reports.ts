import { stripVTControlCharacters } from "node:util";
import { z } from "zod";
import type { StepResult } from "./step.ts";

const vitestReport = z.object({
  success: z.boolean(),
  numPassedTests: z.int(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()).default([]),
          meta: z.object({ reason: z.string().optional() }).optional(),
        }),
      ),
    }),
  ),
});

/** Characters of a message, after which nobody reads on in a list. */
const longest = 300;

/** A failed test as one line, so that the end of a run tells why, however much is printed before. */
function withMessage(name: string, message = ""): string {
  const line = stripVTControlCharacters(message).replaceAll(/\s+/g, " ").trim();
  return line === "" ? name : `${name}: ${line.length > longest ? `${line.slice(0, longest)}…` : line}`;
}

/** Vitest's JSON report. A file that fails to load counts as one failure; a test that passed with messages failed at its first try. */
export function readVitestReport(json: string): StepResult {
  const report = vitestReport.parse(JSON.parse(json));
  const failed = report.testResults.flatMap((file) => {
    const names = file.assertionResults
      .filter(({ status }) => status === "failed")
      .map(({ fullName, failureMessages: [message] }) => withMessage(fullName, message));
    return names.length === 0 && file.status === "failed" ? [`${file.name}, as a whole`] : names;
  });
  return {
    passed: report.numPassedTests,
    failed: report.success || failed.length > 0 ? failed : ["the run itself; see its output"],
    flaky: report.testResults.flatMap((file) =>
      file.assertionResults
        .filter(({ status, failureMessages }) => status === "passed" && failureMessages.length > 0)
        .map(({ fullName, failureMessages: [message] }) => withMessage(fullName, message)),
    ),
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
  readonly results: readonly { readonly error?: { readonly message?: string | undefined } | undefined }[];
  readonly annotations: readonly { readonly type: string; readonly description?: string | undefined }[];
}

const playwrightTest = z.object({
  status: z.string(),
  results: z.array(z.object({ error: z.object({ message: z.string().optional() }).optional() })).default([]),
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
  errors: z.array(z.looseObject({ message: z.string().optional() })),
  stats: z.object({ expected: z.int(), flaky: z.int() }),
});

function specsOf(suite: PlaywrightSuite): { name: string; test: PlaywrightTest }[] {
  const own = (suite.specs ?? []).flatMap((spec) => spec.tests.map((test) => ({ name: spec.title, test })));
  return [...own, ...(suite.suites ?? []).flatMap(specsOf)];
}

/** Playwright's JSON report. An error outside tests counts as one failure. */
export function readPlaywrightReport(json: string): StepResult {
  const report = playwrightReport.parse(JSON.parse(json));
  const specs = report.suites.flatMap(specsOf);
  const withStatus = (status: string): string[] =>
    specs
      .filter(({ test }) => test.status === status)
      .map(({ name, test }) => withMessage(name, test.results.find(({ error }) => error)?.error?.message));
  return {
    passed: report.stats.expected + report.stats.flaky,
    failed: [
      ...withStatus("unexpected"),
      ...report.errors.map(({ message }) => withMessage("an error outside of the tests", message)),
    ],
    flaky: withStatus("flaky"),
    skipped: specs
      .filter(({ test }) => test.status === "skipped")
      .map(({ name, test }) => ({
        name,
        reason:
          test.annotations.find((annotation) => annotation.type === "skip")?.description ??
          "an earlier step of its journey failed",
      })),
  };
}
