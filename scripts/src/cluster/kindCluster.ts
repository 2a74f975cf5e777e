import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { stringify } from "yaml";
import { ingressClassManifest } from "../ingress/ingressClass.ts";
import type { Instance } from "../instance.ts";
import type { Cluster } from "./cluster.ts";
import { applyManifests } from "./kubectl.ts";

const createTimeoutMs = 10 * 60_000;
const timeout = 5 * 60_000;

const nameOf = (instance: Instance): string => `storeplane-${instance.slot}`;

async function exists(instance: Instance): Promise<boolean> {
  const { stdout } = await execa("kind", ["get", "clusters"], { timeout });
  return stdout.split("\n").includes(nameOf(instance));
}

/** Lets the host, and so the local Ingress, reach Services as they are; that takes root. */
async function routeServices(instance: Instance): Promise<boolean> {
  if (process.getuid?.() !== 0) return false;
  const format = "{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}";
  const { stdout } = await execa("docker", ["inspect", "-f", format, `${nameOf(instance)}-control-plane`], { timeout });
  const address = stdout.trim().split(" ")[0] ?? "";
  await execa("ip", ["route", "replace", instance.network.serviceCidr, "via", address], { timeout });
  return true;
}

/** A cluster in a Docker container, made by the kind command. Its own storage class is the default one. */
export const kindCluster: Cluster = {
  kind: "kind",
  simulated: false,
  debianPackages: [],

  async startApi({ instance }, report) {
    if (!(await exists(instance))) {
      report("kind makes the cluster");
      const { podCidr, serviceCidr } = instance.network;
      const config = join(instance.stateFolder, "kind.yaml");
      const networking = { apiServerPort: instance.ports.apiServer, podSubnet: podCidr, serviceSubnet: serviceCidr };
      await writeFile(config, stringify({ kind: "Cluster", apiVersion: "kind.x-k8s.io/v1alpha4", networking }));
      const args = ["create", "cluster", "--name", nameOf(instance), "--config", config, "--wait", "120s"];
      await execa("kind", [...args, "--kubeconfig", instance.kubeconfig], { timeout: createTimeoutMs });
    } else {
      await execa("docker", ["start", `${nameOf(instance)}-control-plane`], { timeout });
      await execa("kind", ["export", "kubeconfig", "--name", nameOf(instance), "--kubeconfig", instance.kubeconfig], {
        timeout,
      });
    }
    report("API server answers");
  },

  async startNodes(environment, report) {
    await applyManifests(environment, [ingressClassManifest]);
    const routed = await routeServices(environment.instance);
    report(
      routed ? "node is ready" : "node is ready; shops can't be reached from here, since a route to it takes root",
    );
  },

  async importImages({ instance }, images, report) {
    for (const { reference, archive } of images) {
      report(`loading ${reference}`);
      await execa("kind", ["load", "image-archive", archive, "--name", nameOf(instance)], { timeout });
    }
  },

  async cleanUp(instance) {
    await execa("ip", ["route", "del", instance.network.serviceCidr], { reject: false, timeout });
    await execa("docker", ["stop", `${nameOf(instance)}-control-plane`], { reject: false, timeout });
  },

  async destroy(instance) {
    await execa("kind", ["delete", "cluster", "--name", nameOf(instance)], { timeout });
  },
};
