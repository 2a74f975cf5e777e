import { CoreV1Api, CustomObjectsApi, KubeConfig } from "@kubernetes/client-node";
import { leftoversOf } from "@storeplane/scripts/cluster/leftovers.ts";
import { z } from "zod";
import { platform } from "./platform.ts";

const config = new KubeConfig();
config.loadFromFile(platform.kubeconfig);
const core = config.makeApiClient(CoreV1Api);
const custom = config.makeApiClient(CustomObjectsApi);

const applicationList = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string() }),
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

/** A value of a ConfigMap in a store's namespace. */
export async function readConfigMap(store: string, name: string, key: string): Promise<string | undefined> {
  return (await core.readNamespacedConfigMap({ name, namespace: `store-${store}` })).data?.[key];
}
