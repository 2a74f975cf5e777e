/** How far the fault tests go: a little in every test run, far by `npm run test:faults`. */
import { appendFile } from "node:fs/promises";
import { expect } from "vitest";
import type { Tally } from "../testing/ledger.ts";

const isFull = process.env.STOREPLANE_FAULTS === "full";

/** `few` in an ordinary test run, `many` in the long one. */
export function extent(few: number, many: number): number {
  return isFull ? many : few;
}

/** Notes what became of the requests of a fault, and fails when a promise was broken. */
export async function settleFault(fault: string, tally: Tally): Promise<void> {
  const { sent, acknowledged, inGit, lost, twice } = tally;
  const row = { fault, sent, acknowledged, "found in Git": inGit, lost: lost.length, twice: twice.length };
  const report = process.env.STOREPLANE_FAULTS_REPORT;
  if (report !== undefined) await appendFile(report, `${JSON.stringify(row)}\n`);
  expect({ lost, twice }).toEqual({ lost: [], twice: [] });
  expect(acknowledged).toBeGreaterThan(0);
}
