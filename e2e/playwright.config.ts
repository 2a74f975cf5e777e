import { defineConfig } from "@playwright/test";
import { chromiumOptions } from "@storeplane/scripts/chromium.ts";
import { platform } from "./platform.ts";

/** The journeys against a platform that is up; `npm run e2e` brings one up first. Screenshots of each step stay in .artifacts. */
export default defineConfig({
  testDir: "./journeys",
  outputDir: "./.artifacts/traces",
  // The journeys share one small machine: stores that start side by side would only slow each other down.
  workers: 1,
  fullyParallel: false,
  // What passes only at its second try is named at the end of the run, and is to be mended.
  retries: 1,
  // A store's first start is bound by the product's promise, not by the test's patience.
  timeout: 240_000,
  expect: { timeout: 20_000 },
  reporter: [["list"], ["json", { outputFile: "./.artifacts/results.json" }]],
  use: {
    baseURL: platform.dashboardUrl,
    actionTimeout: 20_000,
    browserName: "chromium",
    viewport: { width: 1440, height: 900 },
    trace: "retain-on-failure",
    launchOptions: chromiumOptions,
  },
});
