import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { stringify } from "yaml";
import type { Instance } from "../../instance.ts";
import type { ProcessSpec } from "../../process/processSpec.ts";
import { writeIfChanged } from "../../process/writeIfChanged.ts";
import { type ControlPlaneFiles, componentKubeconfig } from "../controlPlane.ts";
import { nodeFiles } from "./nodeFiles.ts";
import { nodeImage } from "./nodeImage.ts";

const namespace = "local-path-storage";
const serviceAccount = "local-path-provisioner-service-account";
const user = "system:local-path-provisioner";
const rbac = { apiGroup: "rbac.authorization.k8s.io" };
const rbacVersion = `${rbac.apiGroup}/v1`;

const helperPod = {
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "helper-pod" },
  spec: {
    priorityClassName: "system-node-critical",
    terminationGracePeriodSeconds: 0,
    automountServiceAccountToken: false,
    containers: [{ name: "helper-pod", image: nodeImage.reference, imagePullPolicy: "IfNotPresent" }],
  },
};

function manifests(instance: Instance): object[] {
  const nodePathMap = [{ node: "DEFAULT_PATH_FOR_NON_LISTED_NODES", paths: [nodeFiles(instance).volumes] }];
  return [
    { apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } },
    {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: serviceAccount, namespace },
      automountServiceAccountToken: false,
    },
    {
      apiVersion: "storage.k8s.io/v1",
      kind: "StorageClass",
      metadata: { name: "local-path", annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
      provisioner: "rancher.io/local-path",
      volumeBindingMode: "WaitForFirstConsumer",
      reclaimPolicy: "Delete",
    },
    {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "local-path-config", namespace },
      data: {
        "config.json": JSON.stringify({ nodePathMap }),
        // Everybody may write: the pods aren't root, and fsGroup doesn't change folders of the host.
        setup: '#!/bin/sh\nset -eu\nmkdir -m 0777 -p "$VOL_DIR"\n',
        teardown: '#!/bin/sh\nset -eu\nrm -rf "$VOL_DIR"\n',
        "helperPod.yaml": stringify(helperPod),
      },
    },
    {
      apiVersion: rbacVersion,
      kind: "ClusterRole",
      metadata: { name: "storeplane:local-path-provisioner" },
      rules: [
        {
          apiGroups: [""],
          resources: ["nodes", "persistentvolumeclaims", "configmaps", "pods", "pods/log"],
          verbs: ["get", "list", "watch"],
        },
        {
          apiGroups: [""],
          resources: ["persistentvolumes"],
          verbs: ["get", "list", "watch", "create", "patch", "update", "delete"],
        },
        { apiGroups: [""], resources: ["events"], verbs: ["create", "patch"] },
        { apiGroups: ["storage.k8s.io"], resources: ["storageclasses"], verbs: ["get", "list", "watch"] },
      ],
    },
    {
      apiVersion: rbacVersion,
      kind: "Role",
      metadata: { name: "storeplane:local-path-provisioner", namespace },
      rules: [
        { apiGroups: [""], resources: ["pods"], verbs: ["create", "delete"] },
        // Its leader election.
        { apiGroups: ["coordination.k8s.io"], resources: ["leases"], verbs: ["get", "create", "update", "patch"] },
        { apiGroups: [""], resources: ["endpoints"], verbs: ["get", "create", "update", "patch"] },
      ],
    },
    ...["ClusterRole", "Role"].map((kind) => ({
      apiVersion: rbacVersion,
      kind: `${kind}Binding`,
      metadata: { name: "storeplane:local-path-provisioner", ...(kind === "Role" ? { namespace } : {}) },
      roleRef: { ...rbac, kind, name: "storeplane:local-path-provisioner" },
      subjects: [{ ...rbac, kind: "User", name: user }],
    })),
  ];
}

/** local-path-provisioner as a host process: a claim becomes a folder of the state folder, made by a small pod. */
export async function prepareVolumes(
  instance: Instance,
  files: ControlPlaneFiles,
): Promise<{ process: ProcessSpec; manifests: object[] }> {
  const node = nodeFiles(instance);
  await mkdir(node.volumes, { recursive: true });
  const kubeconfig = await componentKubeconfig(instance, files, {
    name: "local-path-provisioner",
    user,
    address: instance.network.hostAddress,
    namespace,
  });
  const nodePathMap = [{ node: "DEFAULT_PATH_FOR_NON_LISTED_NODES", paths: [node.volumes] }];
  const config = join(node.folder, "local-path.json");
  await writeIfChanged(config, JSON.stringify({ nodePathMap }));
  const flags = {
    config,
    kubeconfig,
    namespace,
    "service-account-name": serviceAccount,
    "helper-image": nodeImage.reference,
    "configmap-name": "local-path-config",
    "helper-pod-file": join(node.folder, "helper-pod.yaml"),
    "worker-threads": "8",
  };
  await writeIfChanged(flags["helper-pod-file"], stringify(helperPod));
  return {
    process: {
      name: "local-path-provisioner",
      command: "local-path-provisioner",
      args: ["start", ...Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value])],
      environment: { POD_NAMESPACE: namespace },
    },
    manifests: manifests(instance),
  };
}
