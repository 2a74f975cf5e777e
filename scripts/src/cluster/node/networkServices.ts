import { join } from "node:path";
import { stringify } from "yaml";
import type { Instance } from "../../instance.ts";
import type { ProcessSpec } from "../../process/processSpec.ts";
import { writeIfChanged } from "../../process/writeIfChanged.ts";
import { type ControlPlaneFiles, componentKubeconfig } from "../controlPlane.ts";
import { nodeFiles, nodeName } from "./nodeFiles.ts";

/** kube-proxy, which gives Services their addresses by rules inside the node's namespace. */
export async function prepareKubeProxy(instance: Instance, files: ControlPlaneFiles): Promise<ProcessSpec> {
  const { network, ports } = instance;
  const kubeconfig = await componentKubeconfig(instance, files, {
    name: "kube-proxy",
    user: "system:kube-proxy",
    address: network.hostAddress,
  });
  const text = stringify({
    apiVersion: "kubeproxy.config.k8s.io/v1alpha1",
    kind: "KubeProxyConfiguration",
    mode: "iptables",
    clientConnection: { kubeconfig, qps: 100, burst: 200 },
    hostnameOverride: nodeName,
    clusterCIDR: network.podCidr,
    healthzBindAddress: `${network.nodeAddress}:${ports.kubeProxyHealth}`,
    metricsBindAddress: `127.0.0.1:${ports.kubeProxyMetrics}`,
    nodePortAddresses: ["127.0.0.0/8"],
    // Limits of connection tracking belong to the host; a namespace can't set them.
    conntrack: { maxPerCore: 0, min: 0, tcpEstablishedTimeout: "0s", tcpCloseWaitTimeout: "0s" },
    iptables: { minSyncPeriod: "100ms", syncPeriod: "30s" },
  });
  const file = join(nodeFiles(instance).folder, "kube-proxy.yaml");
  await writeIfChanged(file, text);
  return {
    name: "kube-proxy",
    command: "kube-proxy",
    args: [`--config=${file}`],
    insideNode: true,
    version: text,
    readyUrl: `http://${network.nodeAddress}:${ports.kubeProxyHealth}/healthz`,
    readyTimeoutMs: 60_000,
  };
}

/** CoreDNS, the cluster's DNS. It answers for the cluster only: pods can't reach anything else. */
export async function prepareCoreDns(instance: Instance, files: ControlPlaneFiles): Promise<ProcessSpec> {
  const { network } = instance;
  const kubeconfig = await componentKubeconfig(instance, files, {
    name: "coredns",
    user: "system:coredns",
    address: network.hostAddress,
  });
  const text = `.:53 {
  bind ${network.nodeAddress}
  errors
  ready ${network.nodeAddress}:8181
  kubernetes cluster.local in-addr.arpa {
    kubeconfig ${kubeconfig}
    ttl 5
  }
  cache 5
}
`;
  const file = join(nodeFiles(instance).folder, "Corefile");
  await writeIfChanged(file, text);
  return {
    name: "coredns",
    command: "coredns",
    args: ["-conf", file],
    insideNode: true,
    version: text,
    readyUrl: `http://${network.nodeAddress}:8181/ready`,
    readyTimeoutMs: 60_000,
  };
}

const binding = (name: string, role: string, user: string) => ({
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "ClusterRoleBinding",
  metadata: { name },
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role },
  subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: user }],
});

/** What CoreDNS may read. kube-proxy's and the kubelet's rights are built into Kubernetes. */
export const networkServiceManifests = [
  {
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRole",
    metadata: { name: "storeplane:coredns" },
    rules: [
      { apiGroups: [""], resources: ["services", "namespaces", "pods", "endpoints"], verbs: ["list", "watch"] },
      { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: ["list", "watch"] },
    ],
  },
  binding("storeplane:coredns", "storeplane:coredns", "system:coredns"),
  // The API server fetches logs, runs commands and reads metrics at the kubelet with this client.
  binding("storeplane:kubelet-api", "system:kubelet-api-admin", "kwok-admin"),
];
