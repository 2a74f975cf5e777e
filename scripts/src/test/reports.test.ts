import { expect, test } from "vitest";
import { readPlaywrightReport, readVitestReport } from "./reports.ts";

const assertion = (fullName: string, status: string, ...failureMessages: string[]) => ({
  fullName,
  status,
  failureMessages,
  meta: {},
});

test("a Vitest report is counted, and a file that could not be loaded is a failure", () => {
  const report = {
    success: false,
    numPassedTests: 2,
    testResults: [
      {
        name: "a.test.ts",
        status: "failed",
        assertionResults: [
          assertion("works", "passed"),
          assertion("works now and then", "passed", "expected 2 to be 3"),
          assertion("breaks", "failed", "\u001b[31mexpected 1\u001b[39m\n  to be 2"),
          assertion("later", "skipped"),
        ],
      },
      { name: "b.test.ts", status: "failed", assertionResults: [] },
    ],
  };
  expect(readVitestReport(JSON.stringify(report))).toEqual({
    passed: 2,
    failed: ["breaks: expected 1 to be 2", "b.test.ts, as a whole"],
    flaky: ["works now and then: expected 2 to be 3"],
    skipped: [{ name: "later", reason: "marked skipped in a.test.ts" }],
  });
});

test("a Playwright report is counted through nested suites, with the reason of each skip", () => {
  const spec = (title: string, status: string, description?: string) => ({
    title,
    tests: [
      {
        status,
        results: [{}, { error: { message: "Time ran out." } }],
        annotations: description === undefined ? [] : [{ type: "skip", description }],
      },
    ],
  });
  const report = {
    suites: [
      {
        title: "file",
        specs: [spec("one", "expected"), spec("never", "unexpected"), spec("now and then", "flaky")],
        suites: [{ title: "inner", specs: [spec("two", "skipped", "no plugin"), spec("three", "skipped")] }],
      },
    ],
    errors: [{ message: "no browser" }],
    stats: { expected: 1, flaky: 1 },
  };
  expect(readPlaywrightReport(JSON.stringify(report))).toEqual({
    passed: 2,
    failed: ["never: Time ran out.", "an error outside of the tests: no browser"],
    flaky: ["now and then: Time ran out."],
    skipped: [
      { name: "two", reason: "no plugin" },
      { name: "three", reason: "an earlier step of its journey failed" },
    ],
  });
});
