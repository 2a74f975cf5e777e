import { existsSync } from "node:fs";
import { execa } from "execa";
import type { Instance } from "../../instance.ts";

const timeout = 10_000;

async function ip(...args: readonly string[]): Promise<string> {
  const { stdout } = await execa("ip", args, { timeout });
  return stdout;
}

const namespaceFile = (instance: Instance): string => `/run/netns/${instance.network.namespace}`;

/** Runs a command inside the node's network namespace. */
export function insideNode(instance: Instance, command: string, args: readonly string[]) {
  return execa("nsenter", [`--net=${namespaceFile(instance)}`, "--", command, ...args], { timeout });
}

async function isComplete(instance: Instance): Promise<boolean> {
  const { hostDevice, serviceCidr } = instance.network;
  if (!existsSync(namespaceFile(instance))) return false;
  const { exitCode, stdout } = await execa("ip", ["route", "show", "dev", hostDevice], { timeout, reject: false });
  // The service route is what is made last.
  return exitCode === 0 && String(stdout).includes(serviceCidr);
}

/**
 * Gives the node a network namespace of its own, joined to the host by a veth pair. Bridges, rules and addresses of the
 * cluster live in there and vanish with it; the host gets two routes. Pods reach the host's end of the pair and nothing beyond.
 */
export async function ensureNetwork(instance: Instance): Promise<void> {
  if (await isComplete(instance)) return;
  await removeNetwork(instance);
  const { namespace, hostDevice, nodeDevice, hostAddress, nodeAddress, podCidr, serviceCidr } = instance.network;
  await ip("netns", "add", namespace);
  await ip("link", "add", hostDevice, "type", "veth", "peer", "name", nodeDevice, "netns", namespace);
  await ip("addr", "add", `${hostAddress}/30`, "dev", hostDevice);
  await ip("link", "set", hostDevice, "up");
  const inNode = ["-n", namespace];
  await ip(...inNode, "link", "set", "lo", "up");
  await ip(...inNode, "addr", "add", `${nodeAddress}/30`, "dev", nodeDevice);
  await ip(...inNode, "link", "set", nodeDevice, "up");
  await ip(...inNode, "route", "add", "default", "via", hostAddress);
  // The namespace's own switch; the host's stays as it is.
  await insideNode(instance, "sysctl", ["-qw", "net.ipv4.ip_forward=1"]);
  await ip("route", "replace", podCidr, "via", nodeAddress, "dev", hostDevice);
  await ip("route", "replace", serviceCidr, "via", nodeAddress, "dev", hostDevice);
}

/** Deletes the namespace with all that is in it; the veth pair and the routes go with it. */
export async function removeNetwork(instance: Instance): Promise<void> {
  const { namespace, hostDevice } = instance.network;
  const { exitCode } = await execa("ip", ["link", "show", hostDevice], { timeout, reject: false });
  if (exitCode === 0) await ip("link", "del", hostDevice);
  if (existsSync(namespaceFile(instance))) await ip("netns", "del", namespace);
}
