import { join } from "node:path";
import { benchCommits } from "@storeplane/control-api/git/commit.bench.ts";
import { benchGrowth } from "@storeplane/control-api/git/growth.bench.ts";
import { benchCreateReal } from "./bench/createReal.ts";
import { benchCreateSimulated } from "./bench/createSimulated.ts";
import { type Figure, printFigures } from "./bench/figure.ts";
import { benchLoad } from "./bench/load.ts";
import { benchPlatformUp } from "./bench/platformUp.ts";
import { engines } from "./bench/shopping.ts";
import { benchStoreLife } from "./bench/storeLife.ts";
import { describeInstance, type Instance } from "./instance.ts";
import { withInstance } from "./test/instances.ts";
import { isRoot } from "./test.ts";
import { binariesFolder } from "./tools/binaries.ts";

const slot = 3;

/** Real stores of each engine: how long they take to come and go, and what they cost meanwhile. */
async function benchRealNode(instance: Instance): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const engine of engines) {
    figures.push(...(await benchCreateReal(instance, engine)));
    figures.push(...(await benchStoreLife(instance, engine)));
  }
  return figures;
}

/** `npm run bench`: every measured promise beside its bound, all in one run. Names of parts (`commits load growth simulated node`) limit it. @returns the exit code */
export async function main(args: readonly string[]): Promise<number> {
  const wanted = (part: string): boolean => args.length === 0 || args.includes(part);
  const figures: Figure[] = [];
  const measure = async (part: string, work: () => Promise<Figure[]>): Promise<void> => {
    if (!wanted(part)) return;
    const found = await work();
    printFigures(found);
    figures.push(...found);
  };
  await measure("commits", benchCommits);
  await measure("load", benchLoad);
  await measure("growth", () => benchGrowth());
  await measure("simulated", () =>
    withInstance(slot, "simulated", async (instance) =>
      benchCreateSimulated(instance, join(await binariesFolder(), "helm")),
    ),
  );
  if (isRoot) {
    await measure("up", () => benchPlatformUp(describeInstance({ slot })));
    await measure("node", () => withInstance(slot, "node", benchRealNode));
  } else {
    console.log("skipped: figures of the real node: a kubelet needs root");
  }
  console.log("\nAll figures");
  return printFigures(figures) ? 0 : 1;
}
