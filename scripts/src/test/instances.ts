import { rm } from "node:fs/promises";
import { describeInstance, type Instance } from "../instance.ts";
import { down, up } from "../platform.ts";

/** The cluster that runs real pods where the machine allows it, otherwise the simulated one. */
export type TestCluster = "node" | "simulated";

/**
 * Brings up a fresh instance for `work`, whatever an earlier run left of it, and takes it down with its data afterwards.
 * `STOREPLANE_KEEP=true` leaves it up, to look at a failure.
 */
export async function withInstance<T>(
  slot: number,
  cluster: TestCluster,
  work: (instance: Instance, environment: Record<string, string>) => Promise<T>,
): Promise<T> {
  const instance = describeInstance({ slot });
  await down({ instance, purge: true });
  try {
    await up({ instance, cluster });
    return await work(instance, { STOREPLANE_SLOT: String(slot), KUBECONFIG: instance.kubeconfig });
  } finally {
    if (process.env.STOREPLANE_KEEP !== "true") {
      await down({ instance, purge: true });
      await rm(instance.stateFolder, { recursive: true, force: true });
    }
  }
}
