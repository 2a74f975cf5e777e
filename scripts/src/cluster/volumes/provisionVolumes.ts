import { chmod, mkdir, rm } from "node:fs/promises";
import type { CoreV1Api, V1PersistentVolume, V1PersistentVolumeClaim } from "@kubernetes/client-node";
import { folderOf, storageClass, volumeFor } from "./volumeFor.ts";

export interface VolumeFolders {
  /** Where the folders of volumes are. */
  readonly folder: string;
  /** Pods only seem to run: nobody writes to a volume, so none of its folders is made. */
  readonly simulated: boolean;
}

const hasCode = (error: unknown, code: number): boolean => (error as { code?: unknown }).code === code;

async function provide(api: CoreV1Api, body: V1PersistentVolume, { folder, simulated }: VolumeFolders): Promise<void> {
  const path = folderOf(body, folder);
  if (path !== undefined && !simulated) {
    await mkdir(path, { recursive: true });
    // Everybody may write: the pods aren't root, and fsGroup doesn't change folders of the host. Nobody else gets into the one above.
    await chmod(path, 0o777);
  }
  await api.createPersistentVolume({ body }).catch((error: unknown) => {
    if (!hasCode(error, 409)) throw error;
  });
}

async function remove(api: CoreV1Api, volume: V1PersistentVolume, { folder, simulated }: VolumeFolders): Promise<void> {
  const { metadata, spec, status } = volume;
  if (!metadata?.name || metadata.deletionTimestamp || status?.phase !== "Released") return;
  if (spec?.storageClassName !== storageClass) return;
  const path = folderOf(volume, folder);
  // The data first: while the volume is listed, an interrupted removal is taken up again.
  if (path !== undefined && !simulated) await rm(path, { recursive: true, force: true, maxRetries: 3 });
  await api.deletePersistentVolume({ name: metadata.name }).catch((error: unknown) => {
    if (!hasCode(error, 404)) throw error;
  });
}

/** Makes the volumes that claims wait for, and removes those whose claims are gone, with their data. */
export async function provisionVolumes(
  api: CoreV1Api,
  claims: readonly V1PersistentVolumeClaim[],
  volumes: readonly V1PersistentVolume[],
  folders: VolumeFolders,
): Promise<void> {
  const existing = new Set(volumes.map(({ metadata }) => metadata?.name));
  const wanted = claims
    .map((claim) => volumeFor(claim, folders.folder))
    .filter((volume) => volume !== undefined)
    .filter(({ metadata }) => !existing.has(metadata?.name));
  const results = await Promise.allSettled([
    ...wanted.map((volume) => provide(api, volume, folders)),
    ...volumes.map((volume) => remove(api, volume, folders)),
  ]);
  const failure = results.find((result) => result.status === "rejected");
  if (failure) throw failure.reason;
}
