import { readdir, readFile, readlink, rm } from "node:fs/promises";
import { join, sep } from "node:path";
import { execa } from "execa";
import { type Instance, ownsPath, socketFolder } from "../../instance.ts";
import { removeCgroups } from "./cgroups.ts";
import { removeNetwork } from "./network.ts";
import { nodeFiles } from "./nodeFiles.ts";

/** /proc/mounts writes spaces and the like as octal numbers. */
const unescapeMount = (text: string): string =>
  text.replaceAll(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));

/** Mount points that `isOurs`, the innermost first. */
async function mounts(isOurs: (point: string) => boolean): Promise<string[]> {
  const lines = (await readFile("/proc/mounts", "utf8")).split("\n");
  const points = lines.map((line) => unescapeMount(line.split(" ")[1] ?? ""));
  return points.filter(isOurs).reverse();
}

async function unmountAll(isOurs: (point: string) => boolean): Promise<void> {
  // One place can carry several mounts, so it is looked at again.
  for (let round = 0; round < 5; round++) {
    const points = await mounts(isOurs);
    if (points.length === 0) return;
    for (const point of points) await execa("umount", ["--lazy", point], { reject: false, timeout: 10_000 });
  }
  throw new Error(`These can't be unmounted: ${(await mounts(isOurs)).join(", ")}`);
}

async function removeLinksInto(folder: string, target: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const link = join(folder, name);
    const to = await readlink(link).catch(() => "");
    if (to.startsWith(target + sep)) await rm(link, { force: true });
  }
}

/** CNI keeps what it did for each pod in one folder for all of the machine. */
async function removeCniResults(instance: Instance): Promise<void> {
  const folder = "/var/lib/cni/results";
  for (const name of await readdir(folder).catch(() => [])) {
    const text = await readFile(join(folder, name), "utf8").catch(() => "");
    // Where the pod's namespace was mounted tells whose it was.
    if (text.includes(`${nodeFiles(instance).containerdState}/`)) await rm(join(folder, name), { force: true });
  }
}

/** Takes away all that a node leaves on the machine once its processes are gone: pods, cgroups, mounts, network. Volumes and images stay. */
export async function cleanUpNode(instance: Instance): Promise<void> {
  const files = nodeFiles(instance);
  await removeCgroups(instance);
  const folders = [instance.stateFolder, socketFolder(instance), files.kubeletRoot];
  await unmountAll((point) => folders.some((folder) => point !== folder && ownsPath(folder, point)));
  await rm(files.containerdState, { recursive: true, force: true });
  await removeNetwork(instance);
  await removeLinksInto("/var/log/containers", files.podLogs);
  await removeCniResults(instance);
  await rm(files.containerdSocket, { force: true });
}
