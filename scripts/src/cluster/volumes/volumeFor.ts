import { basename, dirname, join } from "node:path";
import type { V1PersistentVolume, V1PersistentVolumeClaim } from "@kubernetes/client-node";

export const storageClass = "local";
const provisioner = "storeplane.dev/local";

export const storageClassManifest = {
  apiVersion: "storage.k8s.io/v1",
  kind: "StorageClass",
  metadata: { name: storageClass, annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
  provisioner,
  // There is only this machine to put a volume on. Waiting for a first pod instead costs each pod a second: the scheduler
  // looks whether such a claim is bound once a second, and never at once.
  volumeBindingMode: "Immediate",
  reclaimPolicy: "Delete",
};

/** The volume that a claim asks for, as a folder below `folder`; undefined for claims of others and those that have one. */
export function volumeFor(claim: V1PersistentVolumeClaim, folder: string): V1PersistentVolume | undefined {
  const { metadata, spec, status } = claim;
  if (spec?.storageClassName !== storageClass || spec.volumeName || status?.phase === "Bound") return undefined;
  if (!metadata?.name || !metadata.namespace || !metadata.uid || metadata.deletionTimestamp) return undefined;
  const name = `pvc-${metadata.uid}`;
  return {
    apiVersion: "v1",
    kind: "PersistentVolume",
    metadata: { name, annotations: { "pv.kubernetes.io/provisioned-by": provisioner } },
    spec: {
      storageClassName: storageClass,
      persistentVolumeReclaimPolicy: "Delete",
      accessModes: spec.accessModes ?? ["ReadWriteOnce"],
      capacity: { storage: spec.resources?.requests?.storage ?? "1Gi" },
      claimRef: {
        apiVersion: "v1",
        kind: "PersistentVolumeClaim",
        namespace: metadata.namespace,
        name: metadata.name,
        uid: metadata.uid,
      },
      // Named so that a person finds a store's data.
      hostPath: { path: join(folder, `${name}_${metadata.namespace}_${metadata.name}`) },
    },
  };
}

/** The folder of a volume that `volumeFor` made; undefined for any other, which is not ours to touch. */
export function folderOf({ metadata, spec }: V1PersistentVolume, folder: string): string | undefined {
  const path = spec?.hostPath?.path;
  if (spec?.storageClassName !== storageClass || path === undefined) return undefined;
  return dirname(path) === folder && basename(path).startsWith(`${metadata?.name}_`) ? path : undefined;
}
