import { setTimeout as sleep } from "node:timers/promises";
import {
  CoreV1Api,
  KubeConfig,
  PatchStrategy,
  setHeaderOptions,
  type V1Pod,
  type V1PodStatus,
} from "@kubernetes/client-node";
import { platform } from "./platform.ts";

const config = new KubeConfig();
config.loadFromFile(platform.kubeconfig);
const core = config.makeApiClient(CoreV1Api);

/** A node whose kubelet is the test: pods on it are in the state that the test says, as a real kubelet would report it. */
export interface HandPlayedNode {
  readonly name: string;
  /**
   * Reports `status` of the newest pod of the store that is on this node, hasn't ended and whose name begins like that, once there
   * is one.
   */
  report(store: string, podPrefix: string, status: V1PodStatus): Promise<void>;
  remove(): Promise<void>;
}

export async function handPlayedNode(name: string): Promise<HandPlayedNode> {
  await core.createNode({ body: { metadata: { name }, spec: { unschedulable: true } } });

  async function newestPod(store: string, prefix: string): Promise<V1Pod> {
    for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(200)) {
      const { items } = await core.listNamespacedPod({ namespace: `store-${store}` });
      const [newest] = items
        .filter(({ metadata, spec }) => spec?.nodeName === name && metadata?.name?.startsWith(prefix) === true)
        .filter(({ status }) => status?.phase !== "Failed" && status?.phase !== "Succeeded")
        .sort((a, b) => Number(b.metadata?.creationTimestamp) - Number(a.metadata?.creationTimestamp));
      if (newest) return newest;
    }
    throw new Error(`No pod ${prefix}… of ${store} came to the node ${name} within a minute.`);
  }

  return {
    name,
    async report(store, prefix, status) {
      const pod = await newestPod(store, prefix);
      await core.patchNamespacedPodStatus(
        { name: pod.metadata?.name ?? "", namespace: `store-${store}`, body: { status } },
        setHeaderOptions("Content-Type", PatchStrategy.MergePatch),
      );
    },
    async remove() {
      await core.deleteNode({ name });
    },
  };
}

/** A container that waits, as kubelet reports it. */
export function waiting(reason: string, message: string, last?: { exitCode: number; message: string }): V1PodStatus {
  return {
    phase: "Pending",
    containerStatuses: [
      {
        name: "shop",
        image: "",
        imageID: "",
        ready: false,
        restartCount: last ? 5 : 0,
        state: { waiting: { reason, message } },
        ...(last && { lastState: { terminated: { reason: "Error", ...last } } }),
      },
    ],
  };
}
