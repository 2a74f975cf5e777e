import { createHash } from "node:crypto";
import { join } from "node:path";
import { execa } from "execa";
import { stringify } from "yaml";
import type { ClusterEnvironment } from "./cluster.ts";

const timeout = 60_000;
const fieldManager = "storeplane-local";

/** Server-side apply of objects, or of manifests as text. */
export async function applyManifests(
  { instance, binaries }: Pick<ClusterEnvironment, "instance" | "binaries">,
  manifests: readonly (object | string)[],
): Promise<void> {
  const input = manifests
    .map((manifest) => (typeof manifest === "string" ? manifest : stringify(manifest)))
    .join("\n---\n");
  const args = ["apply", "--server-side", "--force-conflicts", "--field-manager", fieldManager, "--filename", "-"];
  await execa(join(binaries, "kubectl"), args, { env: { KUBECONFIG: instance.kubeconfig }, input, timeout });
}

/** As `applyManifests`, but does nothing when the cluster has been given exactly these before; `name` tells one such set from another. */
export async function applyOnce(
  environment: Pick<ClusterEnvironment, "instance" | "binaries">,
  name: string,
  manifests: readonly (object | string)[],
): Promise<void> {
  const hash = createHash("sha256").update(JSON.stringify(manifests)).digest("hex");
  const mark = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: `applied-${name}`, namespace: "kube-system" } };
  const get = ["get", "configmap", mark.metadata.name, "--namespace=kube-system", "--ignore-not-found"];
  if ((await kubectl(environment, [...get, "--output=jsonpath={.data.hash}"])) === hash) return;
  await applyManifests(environment, manifests);
  await applyManifests(environment, [{ ...mark, data: { hash } }]);
}

/** Runs kubectl against the instance. @returns its output */
export async function kubectl(
  { instance, binaries }: Pick<ClusterEnvironment, "instance" | "binaries">,
  args: readonly string[],
  timeoutMs = timeout,
): Promise<string> {
  const { stdout } = await execa(join(binaries, "kubectl"), args, {
    env: { KUBECONFIG: instance.kubeconfig },
    timeout: timeoutMs,
  });
  return stdout;
}
