import { randomUUID } from "node:crypto";
import { CoreV1Api, CustomObjectsApi, KubeConfig } from "@kubernetes/client-node";
import { z } from "zod";
import { platform } from "./platform.ts";

const config = new KubeConfig();
config.loadFromFile(platform.kubeconfig);
const core = config.makeApiClient(CoreV1Api);
const custom = config.makeApiClient(CustomObjectsApi);
const argocd = { group: "argoproj.io", version: "v1alpha1", namespace: "argocd" } as const;
const named = z.object({ items: z.array(z.object({ metadata: z.object({ name: z.string() }) })) });

/** What is the same afterwards only if a store's data was never taken away. */
export interface Witness {
  readonly namespace: string | undefined;
  /** Ids of its claims, by name. */
  readonly claims: Readonly<Record<string, string | undefined>>;
  /** Written by the test, and by nobody again. */
  readonly canary: string | undefined;
}

/** Leaves something in the store's namespace that only survives with it. */
export async function plantWitness(store: string): Promise<Witness> {
  const namespace = `store-${store}`;
  const body = { metadata: { name: "canary" }, data: { canary: randomUUID() } };
  await core.createNamespacedConfigMap({ namespace, body });
  return witnessOf(store);
}

/** @throws the API server's answer when the store's namespace is gone */
export async function witnessOf(store: string): Promise<Witness> {
  const namespace = `store-${store}`;
  const [found, claims, canary] = await Promise.all([
    core.readNamespace({ name: namespace }),
    core.listNamespacedPersistentVolumeClaim({ namespace }),
    core.readNamespacedConfigMap({ namespace, name: "canary" }),
  ]);
  return {
    namespace: found.metadata?.uid,
    claims: Object.fromEntries(claims.items.map(({ metadata }) => [metadata?.name, metadata?.uid])),
    canary: canary.data?.canary,
  };
}

/** Deletes the store's Application as a person with all rights would. @throws what the API server answers */
export async function deleteApplicationByHand(store: string): Promise<void> {
  await custom.deleteNamespacedCustomObject({ ...argocd, plural: "applications", name: `store-${store}` });
}

/** Deletes every ApplicationSet, in the way that is given. @throws what the API server answers */
export async function deleteAllSets(propagationPolicy: "Foreground" | "Background" | "Orphan"): Promise<void> {
  await custom.deleteCollectionNamespacedCustomObject({ ...argocd, plural: "applicationsets", propagationPolicy });
}

export async function applicationSets(): Promise<string[]> {
  const list: unknown = await custom.listNamespacedCustomObject({ ...argocd, plural: "applicationsets" });
  return named.parse(list).items.map(({ metadata }) => metadata.name);
}
