/** An Application as the API server sends it, for tests against the fake one. */

let versions = 1_000;

export function rawApplication(
  store: string,
  revision: string,
  state: { readonly sync?: "Synced" | "OutOfSync"; readonly health?: string; readonly chartVersion?: string } = {},
) {
  versions += 1;
  const { sync = "Synced", health = "Healthy", chartVersion = "1.0.0" } = state;
  const now = new Date().toISOString();
  const path = `charts/medusa/${chartVersion}`;
  return {
    metadata: {
      name: `store-${store}`,
      namespace: "argocd",
      uid: `uid-${store}`,
      resourceVersion: String(versions),
      creationTimestamp: now,
      labels: { "storeplane.dev/store": store, "storeplane.dev/chart-version": chartVersion },
    },
    spec: { source: { path, helm: { valueFiles: [] } }, destination: { namespace: `store-${store}` } },
    status: {
      sync: { status: sync, revision, comparedTo: { source: { path } } },
      health: { status: health },
      ...(sync === "Synced" && {
        operationState: {
          phase: "Succeeded",
          startedAt: now,
          finishedAt: now,
          operation: { sync: { revision } },
          syncResult: { revision, resources: [] },
        },
        history: [{ revision, deployedAt: now }],
      }),
    },
  };
}
