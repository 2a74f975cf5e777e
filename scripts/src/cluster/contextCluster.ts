import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { waitUntil } from "../process/waitUntil.ts";
import type { Cluster } from "./cluster.ts";
import { kubectl } from "./kubectl.ts";

const timeout = 20_000;

/**
 * An existing cluster, from the user's kubeconfig: only the processes beside it are ours. It brings its own Ingress controller and
 * volumes, and gets the stores' images from its registry.
 * @param context default: the current one
 */
export function contextCluster(context?: string): Cluster {
  return {
    kind: "context",
    simulated: false,
    debianPackages: [],

    async startApi(environment, report) {
      const { instance, binaries, signal } = environment;
      const args = ["config", "view", "--minify", "--flatten", "--raw", ...(context ? ["--context", context] : [])];
      const { stdout } = await execa(join(binaries, "kubectl"), args, { timeout }).catch((cause: unknown) => {
        const which = context ? `no context "${context}"` : "no current context";
        throw new Error(`Your kubeconfig has ${which}. See those there are with: kubectl config get-contexts`, {
          cause,
        });
      });
      await writeFile(instance.kubeconfig, stdout, { mode: 0o600 });
      const answers = async () => (await kubectl(environment, ["get", "--raw", "/readyz"], timeout)) === "ok";
      await waitUntil("the cluster's API server answers", answers, {
        timeoutMs: 60_000,
        ...(signal ? { signal } : {}),
      });
      report("API server answers");
    },

    async startNodes(environment, report) {
      const count = async (kind: string): Promise<number> =>
        (await kubectl(environment, ["get", kind, "--output=name"])).split("\n").filter((line) => line !== "").length;
      const missing: string[] = [];
      if ((await count("storageclasses")) === 0) missing.push("a StorageClass");
      if ((await count("ingressclasses")) === 0) missing.push("an Ingress controller");
      report(missing.length > 0 ? `stores won't get ready: the cluster lacks ${missing.join(" and ")}` : "usable");
    },
  };
}
