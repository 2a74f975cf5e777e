import { CoreV1Api, CustomObjectsApi, KubeConfig } from "@kubernetes/client-node";
import { z } from "zod";

const named = z.object({ items: z.array(z.object({ metadata: z.object({ name: z.string() }) })) });

/**
 * What a cluster still holds of a store: its namespace, volumes bound to its claims, its Application. Empty when all is gone.
 * @param kubeconfig path of the file
 */
export async function leftoversOf(kubeconfig: string, store: string): Promise<string[]> {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  const core = config.makeApiClient(CoreV1Api);
  const namespace = `store-${store}`;
  const [namespaces, volumes, applications] = await Promise.all([
    core.listNamespace(),
    core.listPersistentVolume(),
    config.makeApiClient(CustomObjectsApi).listNamespacedCustomObject({
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
    ...named
      .parse(applications)
      .items.filter((item) => item.metadata.name === namespace)
      .map((item) => `Application ${item.metadata.name}`),
  ];
}
