import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writeActingKubeconfig } from "../cluster/actingKubeconfig.ts";
import type { Instance } from "../instance.ts";
import { argocdFolders } from "./argocdFolders.ts";
import type { Component } from "./settings.ts";

export const argocdNamespace = "argocd";

/**
 * Makes the folders and files that Argo CD's processes need. The instance's kubeconfig must be there. Safe to repeat.
 * @throws Error when the kubeconfig can't be read.
 */
export async function prepareArgocd(instance: Instance): Promise<void> {
  const folders = argocdFolders(instance);
  for (const folder of [
    folders.temporary,
    folders.tls,
    folders.ssh,
    folders.gnupg,
    folders.gpgSource,
    folders.plugins,
    folders.configuration,
    folders.redisCredentials,
    folders.kubeconfigs,
  ]) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  }
  // It must exist, though no repository is reached by SSH here.
  await writeFile(join(folders.ssh, "ssh_known_hosts"), "");
  await writeRedisConfiguration(instance);
  await writeKubeconfigs(instance);
}

/** A password, since everybody on this machine reaches loopback, and manifests out of the cache are applied to the cluster. */
async function writeRedisConfiguration(instance: Instance): Promise<void> {
  const folders = argocdFolders(instance);
  const passwordFile = join(folders.redisCredentials, "auth");
  let password = (await readFile(passwordFile, "utf8").catch(() => "")).trim();
  if (!password) {
    password = randomBytes(24).toString("hex");
    await writeFile(passwordFile, password, { mode: 0o600 });
  }
  const lines = [
    "bind 127.0.0.1",
    `port ${instance.ports.redis}`,
    `dir ${folders.root}`,
    // Only a cache: what is lost is made again.
    'save ""',
    "appendonly no",
    "maxmemory 256mb",
    "maxmemory-policy allkeys-lru",
    `requirepass ${password}`,
  ];
  await writeFile(folders.redisConfiguration, `${lines.join("\n")}\n`, { mode: 0o600 });
}

/** They ask the API server for something; the repo-server doesn't. */
const clients: readonly Component[] = ["application-controller", "applicationset-controller", "server"];

/** Each component has the rights of production. It takes its own namespace from the context. */
async function writeKubeconfigs(instance: Instance): Promise<void> {
  for (const component of clients) {
    const account = { namespace: argocdNamespace, name: `argocd-${component}` };
    await writeActingKubeconfig(instance, argocdKubeconfig(instance, component), account);
  }
}

export const argocdKubeconfig = (instance: Pick<Instance, "stateFolder">, component: Component) =>
  join(argocdFolders(instance).kubeconfigs, `${component}.kubeconfig`);
