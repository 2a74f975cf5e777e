import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { ingressClassManifest } from "../../ingress/ingressClass.ts";
import type { Instance } from "../../instance.ts";
import { findOwnProcesses } from "../../process/ownProcesses.ts";
import { waitUntil } from "../../process/waitUntil.ts";
import type { Cluster, ClusterEnvironment } from "../cluster.ts";
import {
  type ControlPlaneFiles,
  type ControlPlaneOptions,
  controlPlaneProcesses,
  ensureControlPlane,
} from "../controlPlane.ts";
import { applyOnce, kubectl } from "../kubectl.ts";
import { ensureCgroups } from "./cgroups.ts";
import { cleanUpNode } from "./cleanUp.ts";
import { containerdProcess, ctr, prepareContainerd } from "./containerd.ts";
import { drainNode } from "./drain.ts";
import { importImages } from "./images.ts";
import { prepareKubelet } from "./kubelet.ts";
import { prepareMetricsServer } from "./metrics.ts";
import { ensureNetwork } from "./network.ts";
import { networkServiceManifests, prepareCoreDns, prepareKubeProxy } from "./networkServices.ts";
import { nodeFiles, nodeName } from "./nodeFiles.ts";
import { ensureNodeImage, nodeImage } from "./nodeImage.ts";
import { prepareVolumes } from "./volumes.ts";

function controlPlaneOptions(instance: Instance, files?: ControlPlaneFiles): ControlPlaneOptions {
  return {
    address: instance.network.hostAddress,
    flags: {
      "kube-apiserver": {
        "kubelet-preferred-address-types": "InternalIP",
        ...(files
          ? {
              "kubelet-certificate-authority": files.authority.certificate,
              "kubelet-client-certificate": files.admin.certificate,
              "kubelet-client-key": files.admin.key,
            }
          : {}),
      },
      "kube-controller-manager": { "node-monitor-period": "5s", "node-monitor-grace-period": "50s" },
    },
  };
}

const lastFiles = (environment: ClusterEnvironment): Promise<ControlPlaneFiles> =>
  ensureControlPlane(environment.instance, environment.binaries, controlPlaneOptions(environment.instance));

/** containerd with the node's own image: what the kubelet needs before it can start a pod. */
async function startRuntime({ instance, processes, signal }: ClusterEnvironment): Promise<void> {
  await ensureNodeImage();
  await prepareContainerd(instance);
  await processes.ensure([containerdProcess(instance)], signal);
  const socket = nodeFiles(instance).containerdSocket;
  const answers = async () => existsSync(socket) && (await ctr(instance, ["version"], 3000)) !== "";
  await waitUntil("containerd answers", answers, { timeoutMs: 30_000, ...(signal ? { signal } : {}) });
  await importImages(instance, [nodeImage], () => undefined);
}

async function nodeIsReady(environment: ClusterEnvironment): Promise<boolean> {
  const path = '{.status.conditions[?(@.type=="Ready")].status}';
  return (await kubectl(environment, ["get", "node", nodeName, "-o", `jsonpath=${path}`], 5000)) === "True";
}

/** A control plane, and this machine as its one node: containerd and kubelet in a network namespace of their own. Needs root. */
export const nodeCluster: Cluster = {
  kind: "node",
  simulated: false,
  debianPackages: ["containerd", "runc", "containernetworking-plugins", "iptables", "iproute2", "procps", "openssl"],

  async startApi(environment, report) {
    const { instance, binaries, processes, signal } = environment;
    report("starting the control plane");
    const runs = findOwnProcesses(instance.stateFolder).some(({ name }) => name === "containerd");
    // A machine that was switched off, or a kill, may have left pods half there.
    if (!runs) await cleanUpNode(instance);
    await ensureNetwork(instance);
    const files = await lastFiles(environment);
    const options = controlPlaneOptions(instance, files);
    const specs = await controlPlaneProcesses(instance, binaries, files, options);
    const wanted = specs.filter(({ name }) => name !== "kwok-controller");
    const isFirst = (name: string): boolean => name === "etcd" || name === "kube-apiserver";
    await Promise.all([
      processes.ensure(
        wanted.filter(({ name }) => isFirst(name)),
        signal,
      ),
      // It needs no API server, and takes a while to start as well.
      startRuntime(environment),
    ]);
    await processes.ensure(
      wanted.filter(({ name }) => !isFirst(name)),
      signal,
    );
    report("API server answers");
  },

  async startNodes(environment, report) {
    const { instance, processes, signal } = environment;
    await mkdir(nodeFiles(instance).folder, { recursive: true });
    await ensureCgroups(instance);
    const files = await lastFiles(environment);
    const [kubelet, kubeProxy, coreDns, metrics, volumes] = await Promise.all([
      prepareKubelet(instance, files),
      prepareKubeProxy(instance, files),
      prepareCoreDns(instance, files),
      prepareMetricsServer(instance, files),
      prepareVolumes(instance, files),
    ]);
    const objects = [ingressClassManifest, ...networkServiceManifests, ...metrics.manifests, ...volumes.manifests];
    await applyOnce(environment, "node", objects);
    report("starting the node");
    await processes.ensure([kubelet, kubeProxy, coreDns, metrics.process, volumes.process], signal);
    await waitUntil(`node ${nodeName} gets ready`, () => nodeIsReady(environment), {
      timeoutMs: 90_000,
      intervalMs: 250,
      ...(signal ? { signal } : {}),
    });
    report("node is ready");
  },

  importImages: ({ instance }, images, report) => importImages(instance, images, report),
  drain: drainNode,
  cleanUp: cleanUpNode,
};
