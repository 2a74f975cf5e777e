import { withInstance } from "./test/instances.ts";
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
const integration: Step = {
  name: "integration on a simulated cluster with real Argo CD",
  run: () => withInstance(integrationSlot, "simulated", (_, environment) => runVitest("integration", environment)),
};

/** Real pods need root: a kubelet can't run without. */
const bestCluster = process.getuid?.() === 0 ? "node" : "simulated";

/** The journeys in a browser, on the best cluster that this machine has. */
export const journeys: Step = {
  name: `journeys on a cluster of kind ${bestCluster}`,
  run: () => withInstance(e2eSlot, bestCluster, (_, environment) => runPlaywright(environment)),
};

/** `npm test`: everything. @returns the exit code */
export function main(): Promise<number> {
  return runSteps([lint, ...types, unit, integration, journeys]);
}
