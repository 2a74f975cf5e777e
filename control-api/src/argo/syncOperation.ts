/** Starts a sync the way Argo CD's own server does: by writing the operation into the Application. */
import { PatchStrategy } from "@kubernetes/client-node";
import { z } from "zod";
import type { Application } from "./application.ts";
import { type KubeClient, requestOptions, statusOf } from "./kubeClient.ts";

/** What is read of the Application at the time of asking; the watched projection may be a moment old. */
const current = z.object({
  metadata: z.object({ uid: z.string(), resourceVersion: z.string() }),
  spec: z
    .object({
      syncPolicy: z
        .object({ syncOptions: z.array(z.string()).optional(), retry: z.record(z.string(), z.unknown()).optional() })
        .optional(),
    })
    .default({}),
  operation: z.unknown().optional(),
  status: z.object({ operationState: z.object({ phase: z.string() }).optional() }).default({}),
});

/** Argo CD writes Applications all the time: how often a write that met another is tried again. */
const attempts = 5;

/**
 * Asks for a sync of the newest commit, with the retries and options of the Application's own policy.
 * @returns false when an operation is asked for or running, or that Application is gone.
 */
export async function startSync(
  client: KubeClient,
  place: { readonly group: string; readonly version: string; readonly namespace: string; readonly plural: string },
  application: Application,
  by: string,
  signal: AbortSignal,
): Promise<boolean> {
  const named = { ...place, name: application.name };
  for (let attempt = 1; ; attempt += 1) {
    const custom = await client.custom();
    const raw: unknown = await custom.getNamespacedCustomObject(named, requestOptions(signal));
    const { metadata, spec, operation, status } = current.parse(raw);
    const phase = status.operationState?.phase;
    if (metadata.uid !== application.uid || (operation !== undefined && operation !== null)) return false;
    if (phase === "Running" || phase === "Terminating") return false;
    const body = {
      metadata: { resourceVersion: metadata.resourceVersion },
      operation: {
        initiatedBy: { username: by },
        info: [{ name: "Reason", value: "Asked for through Storeplane" }],
        sync: { prune: true, ...(spec.syncPolicy?.syncOptions && { syncOptions: spec.syncPolicy.syncOptions }) },
        ...(spec.syncPolicy?.retry && { retry: spec.syncPolicy.retry }),
      },
    };
    try {
      await custom.patchNamespacedCustomObject({ ...named, body }, requestOptions(signal, PatchStrategy.MergePatch));
      return true;
    } catch (error) {
      if (statusOf(error) !== 409 || attempt === attempts) throw error;
    }
  }
}
