import { CoreV1Api, CustomObjectsApi, KubeConfig } from "@kubernetes/client-node";
import { z } from "zod";
import { platform } from "./platform.ts";

const config = new KubeConfig();
config.loadFromFile(platform.kubeconfig);
const core = config.makeApiClient(CoreV1Api);
const custom = config.makeApiClient(CustomObjectsApi);

const applicationList = z.object({ items: z.array(z.object({ metadata: z.object({ name: z.string() }) })) });

/** What the cluster still holds of a store: its namespace, volumes bound to its claims, its Application. Empty when all is gone. */
export async function leftovers(store: string): Promise<string[]> {
  const namespace = `store-${store}`;
  const [namespaces, volumes, applications] = await Promise.all([
    core.listNamespace(),
    core.listPersistentVolume(),
    custom.listNamespacedCustomObject({
      group: "argoproj.io",
      version: "v1alpha1",
      namespace: "argocd",
      plural: "applications",
    }),
  ]);
  return [
    ...namespaces.items.filter((item) => item.metadata?.name === namespace).map(() => `namespace ${namespace}`),
    ...volumes.items
      .filter((item) => item.spec?.claimRef?.namespace === namespace)
      .map((item) => `volume ${item.metadata?.name}`),
    ...applicationList
      .parse(applications)
      .items.filter((item) => item.metadata.name === namespace)
      .map((item) => `Application ${item.metadata.name}`),
  ];
}
