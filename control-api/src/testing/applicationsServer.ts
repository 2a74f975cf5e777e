/** A Kubernetes API server over real HTTP with nothing but Applications and ApplicationSets, for measuring: any number of them. */
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";

export interface ApplicationsServer {
  /** Changes the health of a store's Application, and sends it to whoever watches. */
  setHealth(store: string, health: "Healthy" | "Degraded"): void;
  close(): Promise<void>;
}

interface Kept {
  readonly uid: string;
  version: number;
  health: "Healthy" | "Degraded";
}

export interface ApplicationsServerOptions {
  /** Where its kubeconfig is written to. */
  readonly kubeconfig: string;
  /** Stores that have an Application, each of the revision that `revision` gives. */
  readonly stores: readonly string[];
  readonly revision: () => Promise<string>;
  /** File patterns of each ApplicationSet. */
  readonly sets: readonly (readonly string[])[];
}

export async function startApplicationsServer(options: ApplicationsServerOptions): Promise<ApplicationsServer> {
  const kept = new Map<string, Kept>();
  let version = 1_000;
  for (const store of options.stores) kept.set(store, { uid: randomUUID(), version: ++version, health: "Healthy" });
  const names = [...kept.keys()];
  const watching = new Set<ServerResponse>();
  let revision = "";
  const object = (store: string) => {
    const { uid, version: of, health } = kept.get(store) ?? { uid: "", version: 0, health: "Healthy" };
    return applicationObject(store, { uid, version: of, health, revision });
  };

  const http = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://api");
    request.resume();
    response.setHeader("content-type", "application/json");
    if (url.searchParams.get("watch") === "true") {
      response.flushHeaders();
      if (!url.pathname.endsWith("/applications")) return;
      watching.add(response);
      response.once("close", () => watching.delete(response));
      return;
    }
    if (request.method !== "GET") return void response.end("{}");
    const limit = Number(url.searchParams.get("limit") ?? "500");
    const from = Number(url.searchParams.get("continue") ?? "0");
    if (url.pathname.endsWith("/applications")) {
      revision = await options.revision();
      const next = from + limit < names.length ? String(from + limit) : undefined;
      const items = names.slice(from, from + limit).map(object);
      return void response.end(
        JSON.stringify({ items, metadata: { resourceVersion: String(version), continue: next } }),
      );
    }
    const items = url.pathname.endsWith("/applicationsets") ? options.sets.map(setObject) : [];
    response.end(JSON.stringify({ items, metadata: { resourceVersion: String(version) } }));
  });
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  const address = http.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  await writeFile(options.kubeconfig, kubeconfigOf(port));
  return {
    setHealth(store, health) {
      const found = kept.get(store);
      if (!found) return;
      version += 1;
      found.version = version;
      found.health = health;
      const line = `${JSON.stringify({ type: "MODIFIED", object: object(store) })}\n`;
      for (const response of watching) response.write(line);
    },
    async close() {
      http.closeAllConnections();
      http.close();
      await once(http, "close");
    },
  };
}

function kubeconfigOf(port: number): string {
  return JSON.stringify({
    clusters: [{ name: "c", cluster: { server: `http://127.0.0.1:${port}`, "insecure-skip-tls-verify": true } }],
    users: [{ name: "u", user: {} }],
    contexts: [{ name: "x", context: { cluster: "c", user: "u" } }],
    "current-context": "x",
  });
}

function setObject(patterns: readonly string[], index: number): object {
  return {
    metadata: { name: `stores-${index}`, uid: `set-${index}`, resourceVersion: String(index + 1) },
    spec: { generators: [{ git: { files: patterns.map((path) => ({ path })) } }] },
    status: { conditions: [] },
  };
}

// biome-ignore format: a line a part would fill a page
const parts = [
  ["", "Namespace"], ["", "ServiceAccount"], ["", "ResourceQuota"], ["", "LimitRange"], ["", "ConfigMap"],
  ["", "PersistentVolumeClaim"], ["", "Service"], ["", "Service"], ["", "Service"], ["apps", "Deployment"],
  ["apps", "StatefulSet"], ["apps", "Deployment"], ["batch", "Job"], ["networking.k8s.io", "Ingress"],
  ["networking.k8s.io", "NetworkPolicy"], ["networking.k8s.io", "NetworkPolicy"], ["rbac.authorization.k8s.io", "Role"],
  ["rbac.authorization.k8s.io", "RoleBinding"],
] as const;

/** An Application of about the size that Argo CD's have. */
export function applicationObject(
  store: string,
  live: { uid: string; version: number; health: string; revision: string },
): object {
  const at = "2026-01-01T00:00:00Z";
  const namespace = `store-${store}`;
  const source = {
    path: "charts/medusa/1.0.0",
    repoURL: "http://127.0.0.1/stores.git",
    targetRevision: "main",
    helm: { valueFiles: [`/stores/${store.charAt(0)}/${store}.yaml`] },
  };
  const resources = parts.map(([group, kind], index) => ({
    ...(group !== "" && { group }),
    version: "v1",
    kind,
    namespace,
    name: `${kind.toLowerCase()}-${index}`,
  }));
  return {
    apiVersion: "argoproj.io/v1alpha1",
    kind: "Application",
    metadata: {
      name: namespace,
      namespace: "argocd",
      uid: live.uid,
      resourceVersion: String(live.version),
      creationTimestamp: at,
      labels: {
        "storeplane.dev/store": store,
        "storeplane.dev/engine": "medusa",
        "storeplane.dev/chart-version": "1.0.0",
      },
      finalizers: ["resources-finalizer.argocd.argoproj.io"],
    },
    spec: { destination: { namespace, name: "in-cluster" }, project: "stores", source },
    status: {
      sync: { status: "Synced", revision: live.revision, comparedTo: { source, destination: { namespace } } },
      health: { status: live.health },
      reconciledAt: at,
      operationState: {
        phase: "Succeeded",
        message: "successfully synced (all tasks run)",
        startedAt: at,
        finishedAt: at,
        operation: { sync: { revision: live.revision, syncStrategy: { hook: {} } } },
        syncResult: {
          revision: live.revision,
          source,
          resources: resources.map((part) => ({ ...part, status: "Synced", message: "created", syncPhase: "Sync" })),
        },
      },
      resources: resources.map((part) => ({ ...part, status: "Synced", health: { status: "Healthy" } })),
      history: [1, 2, 3].map((id) => ({ id, revision: live.revision, deployedAt: at, source })),
    },
  };
}
