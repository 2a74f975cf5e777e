import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Instance } from "../../instance.ts";
import type { ProcessSpec } from "../../process/processSpec.ts";
import { ensureCertificate } from "../certificates.ts";
import { type ControlPlaneFiles, componentKubeconfig } from "../controlPlane.ts";

const serviceName = "metrics-server";
const namespace = "kube-system";
const user = "system:metrics-server";

/** metrics-server as a host process, and the objects by which the API server finds and trusts it. */
export async function prepareMetricsServer(
  instance: Instance,
  files: ControlPlaneFiles,
): Promise<{ process: ProcessSpec; manifests: object[] }> {
  const { network, ports } = instance;
  const kubeconfig = await componentKubeconfig(instance, files, {
    name: "metrics-server",
    user,
    address: network.hostAddress,
  });
  const serving = await ensureCertificate(join(files.folder, "components"), files.authority, {
    name: "metrics-server-serving",
    commonName: serviceName,
    alternativeNames: [`DNS:${serviceName}.${namespace}.svc`],
  });
  const authority = (await readFile(files.authority.certificate)).toString("base64");
  return {
    process: {
      name: "metrics-server",
      command: "metrics-server",
      args: [
        `--kubeconfig=${kubeconfig}`,
        `--authentication-kubeconfig=${kubeconfig}`,
        `--authorization-kubeconfig=${kubeconfig}`,
        "--bind-address=127.0.0.1",
        `--secure-port=${ports.metricsServer}`,
        `--tls-cert-file=${serving.certificate}`,
        `--tls-private-key-file=${serving.key}`,
        "--kubelet-preferred-address-types=InternalIP",
        "--kubelet-use-node-status-port",
        `--kubelet-certificate-authority=${files.authority.certificate}`,
        "--metric-resolution=15s",
      ],
      port: ports.metricsServer,
      readyTimeoutMs: 60_000,
    },
    manifests: manifests(ports.metricsServer, authority),
  };
}

const rbac = { apiGroup: "rbac.authorization.k8s.io" };
const subject = { ...rbac, kind: "User", name: user };
const rbacVersion = `${rbac.apiGroup}/v1`;

function manifests(port: number, caBundle: string): object[] {
  const bind = (kind: string, name: string, role: object, inNamespace?: string) => ({
    apiVersion: rbacVersion,
    kind,
    metadata: { name, ...(inNamespace ? { namespace: inNamespace } : {}) },
    roleRef: { ...rbac, ...role },
    subjects: [subject],
  });
  return [
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: serviceName, namespace },
      // Not a pod: the API server calls the host process by its address.
      spec: { type: "ExternalName", externalName: "127.0.0.1", ports: [{ port }] },
    },
    {
      apiVersion: "apiregistration.k8s.io/v1",
      kind: "APIService",
      metadata: { name: "v1beta1.metrics.k8s.io" },
      spec: {
        group: "metrics.k8s.io",
        version: "v1beta1",
        groupPriorityMinimum: 100,
        versionPriority: 100,
        caBundle,
        service: { name: serviceName, namespace, port },
      },
    },
    {
      apiVersion: rbacVersion,
      kind: "ClusterRole",
      metadata: { name: "storeplane:metrics-server" },
      rules: [
        { apiGroups: [""], resources: ["nodes/metrics"], verbs: ["get"] },
        { apiGroups: [""], resources: ["pods", "nodes", "namespaces"], verbs: ["get", "list", "watch"] },
      ],
    },
    bind("ClusterRoleBinding", "storeplane:metrics-server", { kind: "ClusterRole", name: "storeplane:metrics-server" }),
    bind("ClusterRoleBinding", "storeplane:metrics-server-auth", {
      kind: "ClusterRole",
      name: "system:auth-delegator",
    }),
    bind(
      "RoleBinding",
      "storeplane:metrics-server-auth",
      { kind: "Role", name: "extension-apiserver-authentication-reader" },
      namespace,
    ),
    {
      apiVersion: rbacVersion,
      kind: "ClusterRole",
      metadata: {
        name: "storeplane:read-metrics",
        labels: {
          "rbac.authorization.k8s.io/aggregate-to-view": "true",
          "rbac.authorization.k8s.io/aggregate-to-edit": "true",
          "rbac.authorization.k8s.io/aggregate-to-admin": "true",
        },
      },
      rules: [{ apiGroups: ["metrics.k8s.io"], resources: ["pods", "nodes"], verbs: ["get", "list", "watch"] }],
    },
  ];
}
