/** What the API server of a cluster shows of a store that runs. */
import type { FakeCluster, FakeObject } from "./fakeCluster.ts";

export const applicationsPath = "/apis/argoproj.io/v1alpha1/applications";

/** The store's Application as Argo CD shows it: synced at `revision`, and healthy unless said otherwise. */
export function applicationObject(
  store: string,
  revision: string,
  changes: { readonly cluster?: string; readonly chartVersion?: string; readonly failure?: string } = {},
): FakeObject {
  const { cluster = "in-cluster", chartVersion = "1.0.0", failure } = changes;
  const namespace = `store-${store}`;
  const part = (group: string, kind: string) => ({ group, kind, namespace, name: "medusa", status: "Synced" });
  const finished = { startedAt: "2026-01-01T00:00:00Z", finishedAt: "2026-01-01T00:00:01Z" };
  return {
    metadata: { name: `store-${store}`, namespace: "argocd", labels: { "storeplane.dev/store": store } },
    spec: { destination: { name: cluster, namespace }, source: { path: `charts/medusa/${chartVersion}` } },
    status: {
      sync: { status: failure === undefined ? "Synced" : "OutOfSync", revision },
      health: { status: "Healthy" },
      operationState: {
        ...finished,
        phase: failure === undefined ? "Succeeded" : "Failed",
        syncResult: { revision, resources: [] },
        ...(failure !== undefined && { message: failure }),
      },
      resources: [part("", "Service"), { ...part("apps", "Deployment"), health: { status: "Healthy" } }],
      history: [{ revision, deployedAt: "2026-01-01T00:00:00Z" }],
    },
  };
}

/** Deployment, ReplicaSet and Pod of a store, each owned by the one before, events, a log, what it uses, and its credentials. */
export function runStore(cluster: FakeCluster, store: string, password = "secret"): void {
  const namespace = `store-${store}`;
  const owner = (uid: string) => [{ uid, kind: "", name: "", apiVersion: "" }];
  cluster.put("/apis/apps/v1/deployments", {
    metadata: { name: "medusa", namespace, uid: "d" },
    spec: { replicas: 1 },
  });
  cluster.put("/apis/apps/v1/replicasets", {
    metadata: { name: "medusa-1", namespace, uid: "r", ownerReferences: owner("d") },
    spec: { replicas: 1 },
    status: { replicas: 1, readyReplicas: 1 },
  });
  cluster.put("/apis/apps/v1/replicasets", {
    metadata: { name: "medusa-0", namespace, uid: "r0", ownerReferences: owner("d") },
    spec: { replicas: 0 },
    status: { replicas: 0 },
  });
  cluster.put("/api/v1/pods", {
    metadata: { name: "medusa-1-abc", namespace, uid: "p", ownerReferences: owner("r") },
    spec: { initContainers: [{ name: "prepare" }], containers: [{ name: "medusa" }] },
    status: {
      phase: "Running",
      initContainerStatuses: [
        { name: "prepare", ready: true, state: { terminated: { reason: "Completed", exitCode: 0 } } },
      ],
      containerStatuses: [{ name: "medusa", ready: true, restartCount: 2, state: { running: {} } }],
    },
  });
  cluster.put("/api/v1/events", eventObject(store, "1", "Scheduled", "2026-01-01T00:00:01Z"));
  cluster.put("/api/v1/events", eventObject(store, "2", "Started", "2026-01-01T00:00:02Z"));
  cluster.setLog(`${namespace}/medusa-1-abc/medusa`, "one\ntwo\nthree\n");
  cluster.put("/api/v1/resourcequotas", {
    metadata: { name: "compute", namespace },
    status: { hard: { "requests.cpu": "2" }, used: { "requests.cpu": "750m" } },
  });
  cluster.put("/apis/metrics.k8s.io/v1beta1/pods", {
    metadata: { name: "medusa-1-abc", namespace },
    containers: [{ name: "medusa", usage: { cpu: "250m", memory: "100Mi" } }],
  });
  cluster.put("/api/v1/secrets", {
    metadata: { name: "store-credentials", namespace },
    data: { username: base64("admin@example.com"), password: base64(password) },
  });
}

export function eventObject(store: string, name: string, reason: string, at: string): FakeObject {
  return {
    metadata: { name: `event-${name}`, namespace: `store-${store}` },
    type: "Normal",
    reason,
    message: `${reason} it`,
    involvedObject: { kind: "Pod", name: "medusa-1-abc" },
    firstTimestamp: at,
    lastTimestamp: at,
    source: { component: "kubelet" },
  };
}

/** Argo CD's Secret of a cluster. */
export function clusterSecretObject(name: string, server: string, token: string): FakeObject {
  return {
    metadata: {
      name: `cluster-${name}`,
      namespace: "argocd",
      labels: { "argocd.argoproj.io/secret-type": "cluster" },
    },
    data: {
      name: base64(name),
      server: base64(server),
      config: base64(JSON.stringify({ bearerToken: token, tlsClientConfig: { insecure: true } })),
    },
  };
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
