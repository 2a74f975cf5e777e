import { existsSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Instance } from "../../instance.ts";
import { waitUntil } from "../../process/waitUntil.ts";

const root = "/sys/fs/cgroup";

/**
 * The cgroup below which all pods of the instance run. Each instance has one of its own: a kubelet kills whatever it finds
 * below its root and doesn't know.
 */
export const podsCgroup = (instance: Instance): string => `/storeplane-${instance.slot}`;

/** Our cgroup in each hierarchy: one with cgroup v2, one per controller with v1. */
function cgroupFolders(instance: Instance): string[] {
  if (existsSync(join(root, "cgroup.controllers"))) return [join(root, podsCgroup(instance))];
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, entry.name, "cgroup.procs")))
    .map((entry) => join(root, entry.name, podsCgroup(instance)));
}

export async function ensureCgroups(instance: Instance): Promise<void> {
  for (const folder of cgroupFolders(instance)) {
    await mkdir(folder, { recursive: true });
    inheritCpus(folder);
  }
}

/** Nothing can run in a cpuset of v1 that names no processors; a new one names none unless it is told to inherit. */
function inheritCpus(folder: string): void {
  const parent = join(folder, "..");
  for (const file of ["cpuset.cpus", "cpuset.mems"]) {
    const own = join(folder, file);
    if (existsSync(own) && readFileSync(own, "utf8").trim() === "") {
      writeFileSync(own, readFileSync(join(parent, file), "utf8"));
    }
  }
}

/** containerd removes cgroups while we look at them. */
function ifThere<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    // A process that ends while its cgroup is read gives "no such device".
    if (code === "ENOENT" || code === "ENODEV") return otherwise;
    throw error;
  }
}

function below(folder: string): string[] {
  const children = ifThere(() => readdirSync(folder, { withFileTypes: true }), undefined);
  if (!children) return [];
  const folders = children.filter((entry) => entry.isDirectory());
  return [...folders.flatMap((entry) => below(join(folder, entry.name))), folder];
}

/** Processes of all pods. */
export function processesOfPods(instance: Instance): number[] {
  const found = new Set<number>();
  for (const folder of cgroupFolders(instance).flatMap(below)) {
    for (const line of ifThere(() => readFileSync(join(folder, "cgroup.procs"), "utf8"), "").split("\n")) {
      if (line !== "" && line !== "0") found.add(Number(line));
    }
  }
  return [...found];
}

/** Kills what is left of the pods, and removes their cgroups. */
export async function removeCgroups(instance: Instance): Promise<void> {
  await waitUntil(
    "the pods' processes end",
    () => {
      const left = processesOfPods(instance);
      for (const pid of left) {
        try {
          process.kill(pid, "SIGKILL");
        } catch {
          // It ended meanwhile.
        }
      }
      return left.length === 0;
    },
    { timeoutMs: 15_000 },
  );
  // The kernel takes a moment to let go of processes that have just ended.
  await waitUntil(
    "the pods' cgroups can be removed",
    () => {
      for (const folder of cgroupFolders(instance).flatMap(below)) ifThere(() => rmdirSync(folder), undefined);
      return true;
    },
    { timeoutMs: 5000 },
  );
}
