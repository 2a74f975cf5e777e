import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import type { Instance } from "../../instance.ts";
import type { Report } from "../../platform/progress.ts";
import { waitUntil } from "../../process/waitUntil.ts";
import { processesOfPods } from "./cgroups.ts";
import { ctr } from "./containerd.ts";
import { nodeFiles } from "./nodeFiles.ts";

/** How long pods get to end by themselves: a database wants to write what it has. */
const politeMs = 8000;

function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // It ended meanwhile.
    }
  }
}

async function firstProcesses(instance: Instance): Promise<number[]> {
  const lines = (await ctr(instance, ["tasks", "list"])).split("\n").slice(1);
  return lines.map((line) => Number(line.trim().split(/\s+/)[1])).filter((pid) => Number.isInteger(pid) && pid > 1);
}

/**
 * Ends all pods, while containerd runs and the kubelet doesn't (it would start them again), and makes containerd forget them.
 * Volumes and images stay; the next start makes the pods anew.
 */
export async function drainNode(instance: Instance, report: Report): Promise<void> {
  if (!existsSync(nodeFiles(instance).containerdSocket)) return;
  const answers = await ctr(instance, ["version"], 3000).then(
    () => true,
    () => false,
  );
  if (!answers) return;
  signal(await firstProcesses(instance), "SIGTERM");
  const none = () => processesOfPods(instance).length === 0;
  await waitUntil("pods end", none, { timeoutMs: politeMs }).catch(() => {
    report(
      `${processesOfPods(instance).length} processes of pods didn't end within ${politeMs / 1000} s and are killed`,
    );
  });
  signal(processesOfPods(instance), "SIGKILL");
  await waitUntil("containerd sees that pods ended", async () => (await firstProcesses(instance)).length === 0, {
    timeoutMs: 10_000,
  }).catch(() => undefined);
  const containers = (await ctr(instance, ["containers", "list", "--quiet"])).split("\n").filter((id) => id !== "");
  for (let at = 0; at < containers.length; at += 50) {
    await ctr(instance, ["containers", "delete", ...containers.slice(at, at + 50)]).catch(() => undefined);
  }
  await rm(nodeFiles(instance).cniAddresses, { recursive: true, force: true });
}
