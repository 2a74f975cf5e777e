import { benchDashboard } from "./bench/dashboard.ts";
import { printFigures } from "./bench/figure.ts";
import { ensureDebianPackages } from "./tools/debianPackages.ts";

/** `npm run bench:dashboard`: how fast the dashboard is on this machine, beside what is promised. @returns the exit code */
export async function main(): Promise<number> {
  await ensureDebianPackages(["chromium"], (detail) => console.log(`Browser: ${detail}`));
  return printFigures(await benchDashboard()) ? 0 : 1;
}
