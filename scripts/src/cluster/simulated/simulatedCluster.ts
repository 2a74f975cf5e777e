import { join } from "node:path";
import { ingressClassManifest } from "../../ingress/ingressClass.ts";
import { projectFolder } from "../../instance.ts";
import { findOwnProcesses } from "../../process/ownProcesses.ts";
import { waitUntil } from "../../process/waitUntil.ts";
import type { Cluster, ClusterEnvironment } from "../cluster.ts";
import { type ControlPlaneOptions, controlPlaneProcesses, ensureControlPlane } from "../controlPlane.ts";
import { applyOnce, kubectl } from "../kubectl.ts";
import { storageClassManifest } from "../volumes/volumeFor.ts";

const nodeNames = ["simulated-1", "simulated-2"];
const selector = { key: "kwok.x-k8s.io/node", value: "fake" };

const node = (name: string) => ({
  apiVersion: "v1",
  kind: "Node",
  metadata: {
    name,
    annotations: { [selector.key]: selector.value },
    labels: { "kubernetes.io/hostname": name, "kubernetes.io/os": "linux", "kubernetes.io/arch": "amd64" },
  },
  status: {
    allocatable: { cpu: "4000", memory: "8Ti", "ephemeral-storage": "8Ti", pods: "20000" },
    capacity: { cpu: "4000", memory: "8Ti", "ephemeral-storage": "8Ti", pods: "20000" },
  },
});

const options: ControlPlaneOptions = {
  address: "127.0.0.1",
  flags: {
    // What only seems to run needs no flush to the disk for each write; Git has all that must survive a power cut.
    etcd: { "unsafe-no-fsync": "true" },
    // Nodes are chosen by annotation; it then renews their leases too, without which they'd turn NotReady.
    "kwok-controller": {
      "manage-all-nodes": "false",
      "manage-nodes-with-annotation-selector": `${selector.key}=${selector.value}`,
      "node-lease-duration-seconds": "40",
    },
  },
};

async function nodesAreReady(environment: ClusterEnvironment): Promise<boolean> {
  const path = '{range .items[*]}{.status.conditions[?(@.type=="Ready")].status} {end}';
  const ready = (await kubectl(environment, ["get", "nodes", "-o", `jsonpath=${path}`])).trim().split(/\s+/);
  return ready.length >= nodeNames.length && ready.every((status) => status === "True");
}

/**
 * Each KWOK has another identity, and one leaves a node alone until the lease of the one before it has run out. When none is
 * running, the leases go, so that pods are played at once.
 */
async function forgetEarlierKwok(environment: ClusterEnvironment): Promise<void> {
  const { stateFolder } = environment.instance;
  if (findOwnProcesses(stateFolder).some(({ name }) => name === "kwok-controller")) return;
  await kubectl(environment, ["delete", "leases", "--namespace=kube-node-lease", "--all", "--wait=false"]);
}

/** A real control plane whose nodes and pods KWOK simulates. Needs no root. */
export const simulatedCluster: Cluster = {
  kind: "simulated",
  simulated: true,
  debianPackages: ["openssl"],

  async startApi(environment, report) {
    const { instance, binaries, processes, signal } = environment;
    report("starting the control plane");
    const files = await ensureControlPlane(instance, binaries, options);
    const specs = await controlPlaneProcesses(instance, binaries, files, options);
    const isFirst = (name: string): boolean => name === "etcd" || name === "kube-apiserver";
    await processes.ensure(
      specs.filter(({ name }) => isFirst(name)),
      signal,
    );
    await forgetEarlierKwok(environment);
    await processes.ensure(
      specs.filter(({ name }) => !isFirst(name)),
      signal,
    );
    report("API server answers");
  },

  async startNodes(environment, report) {
    const { instance, processes, signal } = environment;
    const objects = [...nodeNames.map(node), storageClassManifest, ingressClassManifest];
    await applyOnce(environment, "nodes", objects);
    await processes.ensure(
      [
        {
          name: "simulator",
          command: join(projectFolder, "node_modules/.bin/node"),
          args: [join(import.meta.dirname, "main.ts")],
          environment: { KUBECONFIG: instance.kubeconfig },
        },
      ],
      signal,
    );
    await waitUntil("simulated nodes get ready", () => nodesAreReady(environment), {
      timeoutMs: 60_000,
      ...(signal ? { signal } : {}),
    });
    report(`${nodeNames.length} simulated nodes are ready`);
  },
};
