import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { type Instance, projectFolder } from "../../instance.ts";
import type { ProcessSpec } from "../../process/processSpec.ts";
import { type ControlPlaneFiles, componentKubeconfig } from "../controlPlane.ts";
import { storageClassManifest } from "../volumes/volumeFor.ts";
import { nodeFiles } from "./nodeFiles.ts";

const user = "system:storeplane-volumes";
const role = "storeplane:volumes";
const rbac = { apiGroup: "rbac.authorization.k8s.io" };
const rbacVersion = `${rbac.apiGroup}/v1`;

const manifests = [
  storageClassManifest,
  {
    apiVersion: rbacVersion,
    kind: "ClusterRole",
    metadata: { name: role },
    rules: [
      { apiGroups: [""], resources: ["persistentvolumeclaims"], verbs: ["list", "watch"] },
      { apiGroups: [""], resources: ["persistentvolumes"], verbs: ["list", "watch", "create", "delete"] },
    ],
  },
  {
    apiVersion: rbacVersion,
    kind: "ClusterRoleBinding",
    metadata: { name: role },
    roleRef: { ...rbac, kind: "ClusterRole", name: role },
    subjects: [{ ...rbac, kind: "User", name: user }],
  },
];

/** The process that makes claims into folders of the state folder, with rights of its own. */
export async function prepareVolumes(
  instance: Instance,
  files: ControlPlaneFiles,
): Promise<{ process: ProcessSpec; manifests: object[] }> {
  const { folder, volumes } = nodeFiles(instance);
  await mkdir(folder, { recursive: true });
  await mkdir(volumes, { recursive: true, mode: 0o700 });
  const address = instance.network.hostAddress;
  return {
    process: {
      name: "volumes",
      command: join(projectFolder, "node_modules/.bin/node"),
      args: [join(import.meta.dirname, "../volumes/main.ts"), volumes],
      environment: { KUBECONFIG: await componentKubeconfig(instance, files, { name: "volumes", user, address }) },
    },
    manifests,
  };
}
