import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { execa } from "execa";
import type { Instance } from "../../instance.ts";
import type { ProcessSpec } from "../../process/processSpec.ts";
import { writeIfChanged } from "../../process/writeIfChanged.ts";
import { nodeFiles } from "./nodeFiles.ts";
import { nodeImage } from "./nodeImage.ts";

const cniPlugins = "/usr/lib/cni";

function configuration(instance: Instance): string {
  const files = nodeFiles(instance);
  return `version = 2
root = "${files.containerdRoot}"
state = "${files.containerdState}"
# Only what the node needs is loaded; the others would want folders outside of the state folder.
disabled_plugins = ["io.containerd.internal.v1.opt", "io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.zfs"]
[grpc]
  address = "${files.containerdSocket}"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "${nodeImage.reference}"
  # Otherwise the namespaces of pods would be mounted beside those of everybody else.
  netns_mounts_under_state_dir = true
  # A root without CAP_SYS_RESOURCE can't lower the score, and runc dies of trying.
  restrict_oom_score_adj = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "${cniPlugins}"
    conf_dir = "${files.cniConfigurations}"
  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = "overlayfs"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"
      [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
        SystemdCgroup = false
`;
}

/** Name of the CNI network, which starts the names of the results that CNI keeps. */
export const cniNetwork = (instance: Instance): string => `storeplane-${instance.slot}`;

/** Each pod gets a link of its own and all its packets are routed, so that service addresses work between pods too. */
function cniConfiguration(instance: Instance) {
  const { podCidr } = instance.network;
  const ipam = {
    type: "host-local",
    dataDir: nodeFiles(instance).cniAddresses,
    ranges: [[{ subnet: podCidr }]],
    routes: [{ dst: "0.0.0.0/0" }],
  };
  return {
    cniVersion: "0.4.0",
    name: cniNetwork(instance),
    plugins: [
      { type: "ptp", ipMasq: false, ipam },
      { type: "portmap", capabilities: { portMappings: true } },
    ],
  };
}

/** Writes containerd's and CNI's configuration. */
export async function prepareContainerd(instance: Instance): Promise<void> {
  const files = nodeFiles(instance);
  await mkdir(files.cniConfigurations, { recursive: true });
  await mkdir(dirname(files.containerdSocket), { recursive: true });
  await writeIfChanged(files.containerdConfig, configuration(instance));
  await writeIfChanged(join(files.cniConfigurations, "10-pods.conflist"), JSON.stringify(cniConfiguration(instance)));
}

export function containerdProcess(instance: Instance): ProcessSpec {
  return {
    name: "containerd",
    command: "containerd",
    args: ["--config", nodeFiles(instance).containerdConfig],
    insideNode: true,
    version: configuration(instance),
  };
}

/** Runs `ctr` against the node's containerd, in the namespace of Kubernetes. @returns its output */
export async function ctr(instance: Instance, args: readonly string[], timeoutMs = 30_000): Promise<string> {
  const prefix = ["--address", nodeFiles(instance).containerdSocket, "--namespace", "k8s.io"];
  const { stdout } = await execa("ctr", [...prefix, ...args], { timeout: timeoutMs });
  return stdout;
}
