import { existsSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { clusterOfKind } from "../cluster/chooseCluster.ts";
import type { Cluster } from "../cluster/cluster.ts";
import { type Instance, socketFolder } from "../instance.ts";
import { endNamed, endOwnProcesses, findOwnProcesses } from "../process/ownProcesses.ts";
import { pm2Home } from "../process/pm2.ts";
import { readRecord } from "./record.ts";
import { lockSlot, releaseSlot } from "./slots.ts";

/** In the user's state folder lie things that aren't the instance's: other instances, reports of tests, the lock of npm. */
const keptOnPurge = new Set(["instances", "reports", "npm.lock"]);

export interface DownOptions {
  readonly instance: Instance;
  /** Removes the data too. */
  readonly purge?: boolean;
  readonly print?: (line: string) => void;
}

/** Stops everything of the instance and takes away what it left on the machine, whatever state it is in. Its data stays. */
export async function stopInstance(instance: Instance, cluster: Cluster | undefined, print: (line: string) => void) {
  const running = findOwnProcesses(instance.stateFolder);
  if (running.length > 0) {
    // First what starts other things again: pm2 the processes, the kubelet the pods.
    await endNamed(instance.stateFolder, ["pm2"], 0);
    await endNamed(instance.stateFolder, ["kubelet"]);
    await cluster?.drain?.(instance, print);
    await endOwnProcesses(instance.stateFolder);
  }
  await cluster?.cleanUp?.(instance);
  await rm(pm2Home(instance), { recursive: true, force: true });
}

async function removeData(instance: Instance): Promise<void> {
  for (const name of await readdir(instance.stateFolder)) {
    if (keptOnPurge.has(name)) continue;
    const path = join(instance.stateFolder, name);
    // Argo CD takes its own right to read away from clones that it isn't using.
    if (process.getuid?.() !== 0) await execa("chmod", ["-R", "u+rwX", path], { timeout: 60_000 });
    await rm(path, { recursive: true, force: true, maxRetries: 5 });
  }
  if ((await readdir(instance.stateFolder)).length === 0) await rm(instance.stateFolder, { recursive: true });
}

/**
 * Stops the instance: afterwards there is no process, mount, network device or rule of it. Its data stays, so that the next `up`
 * brings the same stores back, unless `purge`. Safe to repeat, and after any crash.
 */
export async function down({ instance, purge = false, print = console.log }: DownOptions): Promise<void> {
  const unlock = await lockSlot(instance);
  try {
    if (!existsSync(instance.stateFolder)) {
      await releaseSlot(instance);
      print(`Nothing to stop: there is no ${instance.stateFolder}.`);
      return;
    }
    const started = performance.now();
    const record = await readRecord(instance);
    const cluster = record ? clusterOfKind(record.cluster, record.context) : undefined;
    await stopInstance(instance, cluster, print);
    if (purge) {
      await cluster?.destroy?.(instance);
      await removeData(instance);
    }
    await rm(socketFolder(instance), { recursive: true, force: true });
    await releaseSlot(instance);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    print(`Stopped${purge ? " and removed" : ""} the platform in slot ${instance.slot} (${seconds} s).`);
    if (record?.cluster === "context")
      print("The cluster keeps what is in it: the namespace argocd and those of the stores.");
  } finally {
    unlock();
  }
}
