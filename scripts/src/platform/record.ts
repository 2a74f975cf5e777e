import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { clusterKinds } from "../cluster/cluster.ts";
import type { Instance } from "../instance.ts";

const record = z.object({ cluster: z.enum(clusterKinds), context: z.string().optional() });

/** What an instance was made as; it stays that until its data is removed. */
export type PlatformRecord = z.output<typeof record>;

const fileOf = (instance: Instance): string => join(instance.stateFolder, "platform.json");

export async function readRecord(instance: Instance): Promise<PlatformRecord | undefined> {
  const text = await readFile(fileOf(instance), "utf8").catch(() => undefined);
  return text === undefined ? undefined : record.parse(JSON.parse(text));
}

export async function writeRecord(instance: Instance, value: PlatformRecord): Promise<void> {
  await writeFile(`${fileOf(instance)}.draft`, JSON.stringify(value));
  await rename(`${fileOf(instance)}.draft`, fileOf(instance));
}
