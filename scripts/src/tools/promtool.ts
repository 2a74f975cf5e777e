import type { Report } from "../platform/progress.ts";
import { ensurePackagedProgram, packagedProgram } from "./packagedProgram.ts";

/** Prometheus' own judge of alerting rules; there after `ensurePromtool`. */
export const promtool = packagedProgram("promtool");

/** Takes promtool out of Debian's package, unless it is in the cache; where that can't be had, its test is skipped. */
export async function ensurePromtool(report: Report): Promise<void> {
  try {
    await ensurePackagedProgram(promtool, "prometheus", report);
  } catch (error) {
    report(`can't be had, so its test is skipped: ${error instanceof Error ? error.message.split("\n")[0] : error}`);
  }
}
