import { defineConfig } from "vitest/config";

/**
 * Unit tests take seconds together. Tests that start servers on this machine (Git, PostgreSQL, the control API) are named
 * `*.loopback.test.ts`, those that draw the dashboard in Chromium `*.screens.test.ts`, those that need a running cluster
 * `*.integration.test.ts`; `npm test` runs all of them.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          expect: { poll: { timeout: 20_000 } },
          setupFiles: ["scripts/src/test/patientWaits.ts"],
          include: ["{control-api,dashboard,scripts,images,charts,argocd}/**/*.test.{ts,tsx}"],
          exclude: ["**/node_modules/**", "**/dist/**", "**/*.{loopback,screens,integration}.test.ts"],
          // A busy machine is given its time: what is slow shows in `npm run bench`.
          testTimeout: 90_000,
          hookTimeout: 90_000,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: "loopback",
          expect: { poll: { timeout: 20_000 } },
          setupFiles: ["scripts/src/test/patientWaits.ts"],
          include: ["{charts,control-api,scripts,images}/**/*.loopback.test.ts"],
          exclude: ["**/node_modules/**"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // They wait more than they work.
          maxWorkers: 3,
          // Asked for together with others, projects with as many workers of their own go one after the other.
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "screens",
          include: ["e2e/**/*.screens.test.ts"],
          exclude: ["**/node_modules/**"],
          // Pages side by side: each waits for its transitions between looks.
          maxConcurrency: 2,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: "integration",
          expect: { poll: { timeout: 20_000 } },
          setupFiles: ["scripts/src/test/patientWaits.ts"],
          include: ["{control-api,scripts,e2e}/**/*.integration.test.ts"],
          exclude: ["**/node_modules/**"],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // A whole cluster on a small machine: what passes only at its second try is named at the end of the run, and is to be mended.
          retry: 1,
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
