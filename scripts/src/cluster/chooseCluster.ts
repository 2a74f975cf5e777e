import { execa } from "execa";
import { type Cluster, type ClusterKind, clusterKinds } from "./cluster.ts";
import { contextCluster } from "./contextCluster.ts";
import { kindCluster } from "./kindCluster.ts";
import { nodeCluster } from "./node/nodeCluster.ts";
import { simulatedCluster } from "./simulated/simulatedCluster.ts";

/** @throws Error naming the kinds there are */
export function parseClusterKind(text: string): ClusterKind {
  const kind = clusterKinds.find((known) => known === text);
  if (!kind) throw new Error(`--cluster=${text}: there is no such kind of cluster. Choose ${clusterKinds.join(", ")}.`);
  return kind;
}

/** @param context name of a kubeconfig context, for the kind `context` */
export function clusterOfKind(kind: ClusterKind, context?: string): Cluster {
  if (kind === "context") return contextCluster(context);
  return { node: nodeCluster, simulated: simulatedCluster, kind: kindCluster }[kind];
}

const succeeds = async (command: string, args: readonly string[]): Promise<boolean> =>
  (await execa(command, args, { reject: false, timeout: 10_000 })).exitCode === 0;

/**
 * The kind of cluster that this machine can have, and why. An existing cluster is never chosen unasked: Argo CD would be
 * put into whichever one the kubeconfig happens to name.
 */
export async function chooseClusterKind(): Promise<{ kind: ClusterKind; reason: string }> {
  if ((await succeeds("docker", ["info"])) && (await succeeds("kind", ["version"]))) {
    return { kind: "kind", reason: "a Docker engine and the kind command are there" };
  }
  if (process.platform !== "linux") {
    throw new Error(
      "A local cluster takes Linux, or a Docker engine with the kind command. Install those, or name an existing cluster with --cluster=context --context=<name>.",
    );
  }
  if (process.getuid?.() === 0) return { kind: "node", reason: "this is Linux and you are root, so pods really run" };
  return { kind: "simulated", reason: "you aren't root, so pods are simulated (as root they would really run)" };
}
