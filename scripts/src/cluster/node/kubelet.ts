import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import type { Instance } from "../../instance.ts";
import type { ProcessSpec } from "../../process/processSpec.ts";
import { writeIfChanged } from "../../process/writeIfChanged.ts";
import { ensureCertificate, type KeyPair } from "../certificates.ts";
import { type ControlPlaneFiles, componentKubeconfig } from "../controlPlane.ts";
import { podsCgroup } from "./cgroups.ts";
import { nodeFiles, nodeName } from "./nodeFiles.ts";

function configuration(instance: Instance, files: ControlPlaneFiles, serving: KeyPair) {
  const { network, ports } = instance;
  const node = nodeFiles(instance);
  return {
    apiVersion: "kubelet.config.k8s.io/v1beta1",
    kind: "KubeletConfiguration",
    address: network.nodeAddress,
    port: ports.kubelet,
    healthzBindAddress: network.nodeAddress,
    healthzPort: ports.kubeletHealth,
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: true },
      x509: { clientCAFile: files.authority.certificate },
    },
    authorization: { mode: "Webhook" },
    tlsCertFile: serving.certificate,
    tlsPrivateKeyFile: serving.key,
    failCgroupV1: false,
    cgroupDriver: "cgroupfs",
    cgroupRoot: podsCgroup(instance),
    containerRuntimeEndpoint: `unix://${node.containerdSocket}`,
    clusterDNS: [network.nodeAddress],
    clusterDomain: "cluster.local",
    resolvConf: join(node.folder, "resolv.conf"),
    podLogsDir: node.podLogs,
    failSwapOn: false,
    maxPods: 500,
    registerNode: true,
    // Images come from archives only, so one that was collected couldn't be had again.
    imageGCHighThresholdPercent: 100,
    evictionHard: {
      "imagefs.available": "0%",
      "nodefs.available": "0%",
      "nodefs.inodesFree": "0%",
      "memory.available": "100Mi",
    },
    // Pods' probes and volumes are looked at often enough for a store to be ready within seconds.
    syncFrequency: "10s",
    nodeStatusUpdateFrequency: "5s",
    kubeAPIQPS: 200,
    kubeAPIBurst: 400,
  };
}

/** Certificates, kubeconfig and configuration of the kubelet. */
export async function prepareKubelet(instance: Instance, files: ControlPlaneFiles): Promise<ProcessSpec> {
  const { network, ports } = instance;
  const node = nodeFiles(instance);
  await mkdir(node.kubeletRoot, { recursive: true });
  await mkdir(node.podLogs, { recursive: true });
  const serving = await ensureCertificate(join(files.folder, "components"), files.authority, {
    name: "kubelet-serving",
    commonName: nodeName,
    alternativeNames: [`IP:${network.nodeAddress}`, `DNS:${nodeName}`],
  });
  const kubeconfig = await componentKubeconfig(instance, files, {
    name: "kubelet",
    user: `system:node:${nodeName}`,
    groups: ["system:nodes"],
    address: network.hostAddress,
  });
  // Pods are given the cluster's DNS; nothing beyond it can be reached anyway.
  await writeIfChanged(join(node.folder, "resolv.conf"), "options edns0\n");
  const text = stringify(configuration(instance, files, serving));
  await writeIfChanged(node.kubeletConfig, text);
  return {
    name: "kubelet",
    command: "kubelet",
    args: [
      `--config=${node.kubeletConfig}`,
      `--kubeconfig=${kubeconfig}`,
      `--hostname-override=${nodeName}`,
      `--node-ip=${network.nodeAddress}`,
      `--root-dir=${node.kubeletRoot}`,
    ],
    insideNode: true,
    version: text,
    readyUrl: `http://${network.nodeAddress}:${ports.kubeletHealth}/healthz`,
    readyTimeoutMs: 60_000,
  };
}
