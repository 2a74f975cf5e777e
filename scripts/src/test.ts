import { fuzz } from "./test/fuzz.ts";
import { withInstance } from "./test/instances.ts";
import { prepareTests } from "./test/prepare.ts";
import { runCheck, runPlaywright, runVitest } from "./test/runners.ts";
import { runSteps, type Step } from "./test/step.ts";

const integrationSlot = 2;
const e2eSlot = 1;

const typed = ["control-api", "scripts", "dashboard", "images/medusa/storefront", "charts", "e2e"];

const lint: Step = { name: "lint", run: () => runCheck("biome", ["check", "--error-on-warnings", "."]) };
const types: readonly Step[] = typed.map((folder) => ({
  name: `types of ${folder}`,
  run: () => runCheck("tsc", ["-p", folder]),
}));
const unit: Step = { name: "unit", run: () => runVitest("unit") };
const loopback: Step = { name: "loopback, with real servers on this machine", run: () => runVitest("loopback") };
/** Each screen of the dashboard, drawn from made-up stores. */
const screens: Step = { name: "screens of the dashboard in Chromium", run: () => runVitest("screens") };
const integration: Step = {
  name: "integration on a simulated cluster with real Argo CD",
  run: () => {
    // Tests wait until grace periods end, and see that a store which can't be backed up isn't deleted.
    process.env.DELETION_GRACE_SECONDS ??= "20";
    process.env.STOREPLANE_BACKUPS ??= "true";
    return withInstance(integrationSlot, "simulated", (_, environment) => runVitest("integration", environment));
  },
};

/** Whether this machine can run real pods, and so a shop to buy in; and whether Debian packages can be installed. */
export const isRoot = process.getuid?.() === 0;

/** The journeys of a store owner and a shopper in a browser, with real pods. */
export const journeys: Step = {
  name: "journeys on a real node",
  async run() {
    if (!isRoot) {
      const reason = "a shopper needs pods that run, and a kubelet needs root";
      return { passed: 0, failed: [], skipped: [{ name: "journeys on a real node", reason }] };
    }
    await prepareTests({ browser: true });
    return withInstance(e2eSlot, "node", (_, environment) => runPlaywright(environment));
  },
};

/** `npm test`: everything. @returns the exit code */
export async function main(): Promise<number> {
  await prepareTests({ browser: isRoot });
  return runSteps([lint, ...types, unit, loopback, screens, fuzz(), integration, journeys]);
}
