import { CoreV1Api, CustomObjectsApi, KubeConfig } from "@kubernetes/client-node";
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

/** What the cluster still holds of a store: its namespace, volumes bound to its claims, its Application. Empty when all is gone. */
export async function leftovers(store: string): Promise<string[]> {
  const namespace = `store-${store}`;
  const [namespaces, volumes, applications] = await Promise.all([
    core.listNamespace(),
    core.listPersistentVolume(),
    listApplications(),
  ]);
  return [
    ...namespaces.items.filter((item) => item.metadata?.name === namespace).map(() => `namespace ${namespace}`),
    ...volumes.items
      .filter((item) => item.spec?.claimRef?.namespace === namespace)
      .map((item) => `volume ${item.metadata?.name}`),
    ...applications
      .filter((item) => item.metadata.name === namespace)
      .map((item) => `Application ${item.metadata.name}`),
  ];
}

/** A value of a ConfigMap in a store's namespace. */
export async function readConfigMap(store: string, name: string, key: string): Promise<string | undefined> {
  return (await core.readNamespacedConfigMap({ name, namespace: `store-${store}` })).data?.[key];
}
