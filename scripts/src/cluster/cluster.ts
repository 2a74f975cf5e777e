import type { Instance } from "../instance.ts";
import type { Report } from "../platform/progress.ts";
import type { ProcessManager } from "../process/processManager.ts";

export const clusterKinds = ["node", "simulated", "kind", "context"] as const;

/** `node`: real pods on this machine; `simulated`: a real control plane whose pods only seem to run; the rest: a cluster from elsewhere. */
export type ClusterKind = (typeof clusterKinds)[number];

/** What the parts of a cluster need to do their work. */
export interface ClusterEnvironment {
  readonly instance: Instance;
  /** Folder of the binaries. */
  readonly binaries: string;
  readonly processes: ProcessManager;
  readonly signal?: AbortSignal;
}

/** An image to be had on the cluster's nodes. */
export interface ImageArchive {
  readonly reference: string;
  /** OCI archive. */
  readonly archive: string;
}

/** One way of getting a cluster. */
export interface Cluster {
  readonly kind: ClusterKind;
  /** Pods only seem to run. */
  readonly simulated: boolean;
  /** What must be installed before it can start. */
  readonly debianPackages: readonly string[];
  /** Returns when the API server answers and `instance.kubeconfig` works. */
  startApi(environment: ClusterEnvironment, report: Report): Promise<void>;
  /** Returns when pods can be run, volumes claimed and Ingresses served. */
  startNodes(environment: ClusterEnvironment, report: Report): Promise<void>;
  /** Makes images available to pods; left out where nothing needs them. */
  importImages?(environment: ClusterEnvironment, images: readonly ImageArchive[], report: Report): Promise<void>;
  /** Stops the workload while the processes still run. */
  drain?(instance: Instance, report: Report): Promise<void>;
  /** Takes away what the ended processes left on the machine: mounts, devices, cgroups. */
  cleanUp?(instance: Instance): Promise<void>;
  /** Where the cluster isn't ours: deletes what `up` made of it. */
  destroy?(instance: Instance): Promise<void>;
}
