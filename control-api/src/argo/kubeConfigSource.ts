/** Where the way to a cluster comes from: a file, the pod's service account, or a cluster Secret of Argo CD. */
import { stat } from "node:fs/promises";
import type { KubeConfig } from "@kubernetes/client-node";

export interface KubeConfigSource {
  /** Changes when what `load` loads has changed. */
  stamp(): Promise<string>;
  /** At once, what `stamp` last looked at: so that no two callers load it side by side. */
  load(config: KubeConfig): void;
}

/** The kubeconfig isn't there yet: the cluster is still starting. */
export class KubeconfigMissingError extends Error {
  override readonly name = "KubeconfigMissingError";
}

/** A kubeconfig file that may come later, or be made anew. */
export function kubeconfigFile(file: string): KubeConfigSource {
  return {
    async stamp() {
      try {
        const { mtimeMs, size } = await stat(file);
        return `${mtimeMs} ${size}`;
      } catch (cause) {
        throw new KubeconfigMissingError(`The kubeconfig ${file} can't be read: the cluster isn't up yet.`, { cause });
      }
    },
    load(config) {
      config.loadFromFile(file);
    },
  };
}

/** The service account of the pod this process runs in. */
export const serviceAccount: KubeConfigSource = {
  stamp: async () => "in-cluster",
  load(config) {
    config.loadFromCluster();
  },
};
