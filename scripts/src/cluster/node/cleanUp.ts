import { readdir, readFile, readlink, rm } from "node:fs/promises";
import { join, sep } from "node:path";
import { execa } from "execa";
import { type Instance, socketFolder } from "../../instance.ts";
import { removeCgroups } from "./cgroups.ts";
import { cniNetwork } from "./containerd.ts";
import { removeNetwork } from "./network.ts";
import { nodeFiles } from "./nodeFiles.ts";

/** /proc/mounts writes spaces and the like as octal numbers. */
const unescapeMount = (text: string): string =>
  text.replaceAll(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));

/** Mount points below the folders, the innermost first. */
async function mountsBelow(folders: readonly string[]): Promise<string[]> {
  const lines = (await readFile("/proc/mounts", "utf8")).split("\n");
  const points = lines.map((line) => unescapeMount(line.split(" ")[1] ?? ""));
  return points.filter((point) => folders.some((folder) => point.startsWith(folder + sep))).reverse();
}

async function unmountAll(folders: readonly string[]): Promise<void> {
  // One place can carry several mounts, so it is looked at again.
  for (let round = 0; round < 5; round++) {
    const mounts = await mountsBelow(folders);
    if (mounts.length === 0) return;
    for (const point of mounts) await execa("umount", ["--lazy", point], { reject: false, timeout: 10_000 });
  }
  throw new Error(`These can't be unmounted: ${(await mountsBelow(folders)).join(", ")}`);
}

async function removeLinksInto(folder: string, target: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const link = join(folder, name);
    const to = await readlink(link).catch(() => "");
    if (to.startsWith(target + sep)) await rm(link, { force: true });
  }
}

/** Takes away all that a node leaves on the machine once its processes are gone: pods, cgroups, mounts, network. Volumes and images stay. */
export async function cleanUpNode(instance: Instance): Promise<void> {
  const files = nodeFiles(instance);
  await removeCgroups(instance);
  await unmountAll([instance.stateFolder, socketFolder(instance), files.kubeletRoot]);
  await removeNetwork(instance);
  await removeLinksInto("/var/log/containers", files.podLogs);
  for (const name of await readdir("/var/lib/cni/results").catch(() => [])) {
    if (name.startsWith(`${cniNetwork(instance)}-`)) await rm(join("/var/lib/cni/results", name), { force: true });
  }
  await rm(files.containerdSocket, { force: true });
}
