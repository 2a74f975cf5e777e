import type { CoreV1Api, V1PersistentVolume, V1PersistentVolumeClaim } from "@kubernetes/client-node";

export const simulatedStorageClass = "simulated";
const provisioner = "storeplane.dev/simulated";
const selectedNode = "volume.kubernetes.io/selected-node";

export const simulatedStorageClassManifest = {
  apiVersion: "storage.k8s.io/v1",
  kind: "StorageClass",
  metadata: {
    name: simulatedStorageClass,
    annotations: { "storageclass.kubernetes.io/is-default-class": "true" },
  },
  provisioner,
  volumeBindingMode: "WaitForFirstConsumer",
  reclaimPolicy: "Delete",
};

/** The volume that a claim asks for, once the scheduler has chosen the node of its first pod. */
export function volumeFor(claim: V1PersistentVolumeClaim): V1PersistentVolume | undefined {
  const { metadata, spec, status } = claim;
  if (spec?.storageClassName !== simulatedStorageClass || spec.volumeName || status?.phase === "Bound")
    return undefined;
  if (!metadata?.name || !metadata.namespace || !metadata.uid || !metadata.annotations?.[selectedNode])
    return undefined;
  const name = `pvc-${metadata.uid}`;
  return {
    apiVersion: "v1",
    kind: "PersistentVolume",
    metadata: { name, annotations: { "pv.kubernetes.io/provisioned-by": provisioner } },
    spec: {
      storageClassName: simulatedStorageClass,
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
      // No pod runs here, so nothing is ever at this path.
      hostPath: { path: `/simulated/${name}` },
    },
  };
}

const hasCode = (error: unknown, code: number): boolean => (error as { code?: unknown }).code === code;

/** Makes the volumes that claims wait for, and deletes those whose claims are gone. */
export async function provisionVolumes(
  api: CoreV1Api,
  claims: readonly V1PersistentVolumeClaim[],
  volumes: readonly V1PersistentVolume[],
): Promise<void> {
  const existing = new Set(volumes.map(({ metadata }) => metadata?.name));
  for (const claim of claims) {
    const body = volumeFor(claim);
    if (!body || existing.has(body.metadata?.name)) continue;
    await api.createPersistentVolume({ body }).catch((error: unknown) => {
      if (!hasCode(error, 409)) throw error;
    });
  }
  for (const { metadata, spec, status } of volumes) {
    if (!metadata?.name || metadata.deletionTimestamp || status?.phase !== "Released") continue;
    if (spec?.storageClassName !== simulatedStorageClass) continue;
    await api.deletePersistentVolume({ name: metadata.name }).catch((error: unknown) => {
      if (!hasCode(error, 404)) throw error;
    });
  }
}
