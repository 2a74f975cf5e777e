import { CoreV1Api, CustomObjectsApi, KubeConfig } from "@kubernetes/client-node";
import { leftoversOf } from "@storeplane/scripts/cluster/leftovers.ts";
import { waitUntil } from "@storeplane/scripts/process/waitUntil.ts";
import { z } from "zod";
import { platform } from "./platform.ts";

const config = new KubeConfig();
config.loadFromFile(platform.kubeconfig);
const core = config.makeApiClient(CoreV1Api);
const custom = config.makeApiClient(CustomObjectsApi);

const applicationList = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string(), finalizers: z.array(z.string()).default([]) }),
      status: z
        .object({
          sync: z.object({ status: z.string().optional() }).optional(),
          health: z.object({ status: z.string().optional() }).optional(),
          operationState: z.object({ syncResult: z.object({ revision: z.string() }).optional() }).optional(),
        })
        .optional(),
    }),
  ),
});

async function listApplications(): Promise<z.infer<typeof applicationList>["items"]> {
  const list = await custom.listNamespacedCustomObject({
    group: "argoproj.io",
    version: "v1alpha1",
    namespace: "argocd",
    plural: "applications",
  });
  return applicationList.parse(list).items;
}

/** Whether the API server is there. */
export function apiServerAnswers(): Promise<boolean> {
  return core.listNamespace().then(
    () => true,
    () => false,
  );
}

/** What Argo CD says of a store, without asking the control API; undefined when it has no Application. */
export async function applicationStatus(
  store: string,
): Promise<
  { sync: string | undefined; health: string | undefined; operationRevision: string | undefined } | undefined
> {
  const found = (await listApplications()).find((item) => item.metadata.name === `store-${store}`);
  if (found === undefined) return undefined;
  const { sync, health, operationState } = found.status ?? {};
  return { sync: sync?.status, health: health?.status, operationRevision: operationState?.syncResult?.revision };
}

/** What the cluster still holds of a store; empty when all is gone. */
export const leftovers = (store: string): Promise<string[]> => leftoversOf(platform.kubeconfig, store);

/**
 * Waits until nothing of a deleted store is left: at most 30 seconds from when the backup before it is made.
 * @throws naming what is left then, or that the backup takes more than two minutes
 */
export async function waitUntilNothingIsLeft(store: string): Promise<void> {
  const isBackedUp = async () => {
    const application = (await listApplications()).find(({ metadata }) => metadata.name === `store-${store}`);
    return application?.metadata.finalizers.includes("pre-delete-finalizer.argocd.argoproj.io") !== true;
  };
  await waitUntil(`${store} is backed up`, isBackedUp, { timeoutMs: 120_000 });
  let left: string[] = [];
  const isGone = async () => {
    left = await leftovers(store);
    return left.length === 0;
  };
  await waitUntil(`nothing of ${store} is left`, isGone, { timeoutMs: 30_000, hint: () => left.join(", ") });
}

/** A value of a ConfigMap in a store's namespace. */
export async function readConfigMap(store: string, name: string, key: string): Promise<string | undefined> {
  return (await core.readNamespacedConfigMap({ name, namespace: `store-${store}` })).data?.[key];
}
