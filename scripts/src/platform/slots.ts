import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { lockFile } from "../../fileLock.mjs";
import { type Instance, projectFolder, runtimeFolder } from "../instance.ts";
import { findOwnProcesses } from "../process/ownProcesses.ts";

const entry = z.object({ clone: z.string(), stateFolder: z.string() });

const entryFile = (instance: Instance): string => join(runtimeFolder(), `slot-${instance.slot}.json`);

/**
 * One `up` or `down` of a slot at a time, whichever clone it is of.
 * @returns releases it
 * @throws Error naming the process that is at it
 */
export async function lockSlot(instance: Instance): Promise<() => void> {
  await mkdir(runtimeFolder(), { recursive: true, mode: 0o755 });
  return lockFile(join(runtimeFolder(), `slot-${instance.slot}.lock`), { timeoutMs: 2000 }).catch((error: unknown) => {
    const pid = error instanceof Error && "pid" in error ? ` (process ${error.pid})` : "";
    throw new Error(
      `Another up or down of slot ${instance.slot} is under way${pid}. Wait for it, end it, or choose another slot with STOREPLANE_SLOT=<4 to 9>.`,
    );
  });
}

/**
 * Notes that the slot is this instance's. An entry whose processes are all gone is taken over.
 * @throws Error naming the other clone when its platform is running in this slot
 */
export async function claimSlot(instance: Instance): Promise<void> {
  const file = entryFile(instance);
  const text = await readFile(file, "utf8").catch(() => "");
  const other = entry.safeParse(text === "" ? undefined : JSON.parse(text)).data;
  if (other && other.stateFolder !== instance.stateFolder) {
    const running = findOwnProcesses(other.stateFolder);
    if (running.length > 0) {
      throw new Error(
        `Slot ${instance.slot} is in use by the clone ${other.clone} (state in ${other.stateFolder}, ${running.length} processes). Run "npm run down" there, or choose another slot here with STOREPLANE_SLOT=<4 to 9>.`,
      );
    }
  }
  await writeFile(`${file}.draft`, JSON.stringify({ clone: projectFolder, stateFolder: instance.stateFolder }));
  await rename(`${file}.draft`, file);
}

/** Gives the slot back, if it is this instance's. */
export async function releaseSlot(instance: Instance): Promise<void> {
  const file = entryFile(instance);
  const text = await readFile(file, "utf8").catch(() => "");
  const found = entry.safeParse(text === "" ? undefined : JSON.parse(text)).data;
  if (found?.stateFolder === instance.stateFolder) await rm(file, { force: true });
}
