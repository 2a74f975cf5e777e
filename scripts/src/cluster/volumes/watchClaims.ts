import { CoreV1Api, type KubeConfig } from "@kubernetes/client-node";
import { coalesce, watchObjects } from "../watchObjects.ts";
import { provisionVolumes, type VolumeFolders } from "./provisionVolumes.ts";

/** Gives every claim of the class its volume, and takes away what is no longer claimed, until the returned function is called. */
export function watchClaims(config: KubeConfig, folders: VolumeFolders, onError: (error: unknown) => void): () => void {
  const api = config.makeApiClient(CoreV1Api);
  const provision = coalesce(() => provisionVolumes(api, claims.list(), volumes.list(), folders), 2, onError);
  const claims = watchObjects(
    config,
    "/api/v1/persistentvolumeclaims",
    () => api.listPersistentVolumeClaimForAllNamespaces(),
    provision,
    onError,
  );
  const volumes = watchObjects(
    config,
    "/api/v1/persistentvolumes",
    () => api.listPersistentVolume(),
    provision,
    onError,
  );
  return () => {
    claims.stop();
    volumes.stop();
  };
}
