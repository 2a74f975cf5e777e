import { join } from "node:path";
import { type Instance, socketFolder } from "../../instance.ts";

/** The one node's name. */
export const nodeName = "storeplane-node";

/** Where the parts of the node keep their files. */
export interface NodeFiles {
  readonly folder: string;
  readonly containerdConfig: string;
  readonly containerdRoot: string;
  readonly containerdState: string;
  readonly containerdSocket: string;
  readonly cniConfigurations: string;
  readonly cniAddresses: string;
  readonly kubeletRoot: string;
  readonly kubeletConfig: string;
  readonly podLogs: string;
  readonly volumes: string;
}

export function nodeFiles(instance: Instance): NodeFiles {
  const folder = join(instance.stateFolder, "node");
  const sockets = socketFolder(instance);
  const kubelet = join(folder, "kubelet");
  // The kubelet makes a Unix socket deep below its root.
  const isTooDeep = join(kubelet, "pod-resources", "kubelet.sock").length > 100;
  return {
    folder,
    containerdConfig: join(folder, "containerd.toml"),
    containerdRoot: join(folder, "containerd"),
    containerdState: join(folder, "containerd-state"),
    containerdSocket: join(sockets, "containerd.sock"),
    cniConfigurations: join(folder, "cni"),
    cniAddresses: join(folder, "cni-addresses"),
    kubeletRoot: isTooDeep ? join("/var/lib/storeplane", sockets.slice("/run/storeplane/".length), "kubelet") : kubelet,
    kubeletConfig: join(folder, "kubelet.yaml"),
    podLogs: join(folder, "pod-logs"),
    volumes: join(folder, "volumes"),
  };
}
