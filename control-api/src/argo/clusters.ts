/** The way to each cluster that stores run on, by its name in Argo CD. */
import { clusterSecret } from "./clusterSecret.ts";
import { KubeClient } from "./kubeClient.ts";

/** Argo CD's name for the cluster it runs in itself. */
export const homeCluster = "in-cluster";

export interface Clusters {
  /** Made at once; whether there is such a cluster shows when it is asked something, as an UnknownClusterError. */
  client(name: string): KubeClient;
  /** @throws UnknownClusterError; what else can go wrong says nothing of the name. */
  check(name: string): Promise<void>;
  close(): Promise<void>;
}

/** A name outside of this could reach another Secret by the template. */
const usableName = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/;

/**
 * @param options.secretTemplate name of a cluster's Secret, with {name} in it
 */
export function clusters(options: {
  readonly home: KubeClient;
  readonly namespace: string;
  readonly secretTemplate: string;
  /** Milliseconds for which a Secret that was read is believed. */
  readonly believedFor?: number;
}): Clusters {
  const { home, namespace, secretTemplate, believedFor = 15_000 } = options;
  const others = new Map<string, KubeClient>();

  function client(cluster: string): KubeClient {
    if (cluster === homeCluster) return home;
    const known = others.get(cluster);
    if (known) return known;
    const name = secretTemplate.replace("{name}", usableName.test(cluster) ? cluster : "");
    const made = new KubeClient(clusterSecret(home, { namespace, name, cluster, believedFor }));
    others.set(cluster, made);
    return made;
  }

  return {
    client,
    async check(name) {
      if (name !== homeCluster) await client(name).core();
    },
    async close() {
      await Promise.all([...others.values(), home].map((one) => one.close()));
    },
  };
}
