import { execa } from "execa";
import { type Instance, projectFolder } from "../instance.ts";
import type { Figure } from "./figure.ts";

const runs = 3;

/** Seconds that one `npm run …` takes, as a user sees it. */
async function seconds(instance: Instance, ...command: readonly string[]): Promise<number> {
  const started = performance.now();
  await execa("npm", ["run", ...command], {
    cwd: projectFolder,
    env: { STOREPLANE_SLOT: String(instance.slot) },
    timeout: 15 * 60_000,
  });
  return (performance.now() - started) / 1000;
}

/** `npm run up` with warm caches and no data, and again while it is up. Leaves the instance up. */
export async function benchPlatformUp(instance: Instance): Promise<Figure[]> {
  const warm: number[] = [];
  const again: number[] = [];
  for (let run = 0; run < runs; run++) {
    await seconds(instance, "down", "--", "--purge");
    warm.push(await seconds(instance, "up", "--", "--cluster=node"));
    again.push(await seconds(instance, "up"));
  }
  return [
    { name: "npm run up, warm caches, empty state (node)", unit: "s", samples: warm, bound: 60 },
    { name: "npm run up when it is up", unit: "s", samples: again, bound: 5 },
  ];
}
