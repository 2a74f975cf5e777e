import { expect, test } from "vitest";
import { readApplication } from "./application.ts";
import { readApplicationSet, setCovering } from "./applicationSet.ts";

const commit = "a".repeat(40);
const metadata = {
  name: "store-acme",
  uid: "u",
  resourceVersion: "7",
  creationTimestamp: "2026-01-01T00:00:00Z",
  labels: { "storeplane.dev/store": "acme" },
};

test("reads what is there and needs nothing that Argo CD writes later", () => {
  expect(readApplication({ metadata, spec: { source: { path: "charts/medusa/1.0.0" } } })).toMatchObject({
    storeName: "acme",
    operationPending: false,
    sync: {},
    resources: [],
    source: { path: "charts/medusa/1.0.0" },
  });
});

test("a part that is deleted only by somebody's word is told, and since when that was given", () => {
  const resources = [{ kind: "Namespace", name: "store-acme", status: "Synced", requiresDeletionConfirmation: true }];
  const annotations = { "argocd.argoproj.io/deletion-approved": "2026-01-02T00:00:00Z" };
  expect(readApplication({ metadata, status: { resources } })).toMatchObject({ confirmsDeletion: true });
  const approved = readApplication({ metadata: { ...metadata, annotations }, status: { resources } });
  expect(approved.approvedAt).toBe(Date.parse("2026-01-02T00:00:00Z"));
  const nonsense = { "argocd.argoproj.io/deletion-approved": "yes" };
  expect(readApplication({ metadata: { ...metadata, annotations: nonsense } })).not.toHaveProperty("approvedAt");
});

test("a branch's name is no revision: it stands there when nothing could be rendered", () => {
  const { sync, deployments } = readApplication({
    metadata,
    status: {
      sync: { status: "Unknown", revision: "main" },
      history: [{ revision: commit, deployedAt: "2026-01-01T00:00:00Z" }],
    },
  });
  expect(sync).toEqual({ status: "Unknown" });
  expect(deployments).toHaveLength(1);
});

test("of a sync's results only those are kept that tell something, and no message is kept whole", () => {
  const { operation } = readApplication({
    metadata,
    status: {
      operationState: {
        phase: "Running",
        startedAt: "2026-01-01T00:00:00Z",
        operation: { sync: { revision: commit } },
        syncResult: {
          resources: [
            { kind: "Service", name: "shop", status: "Synced", message: "created" },
            { kind: "Deployment", name: "shop", status: "SyncFailed", message: "x".repeat(9_000) },
          ],
        },
      },
    },
  });
  expect(operation).toMatchObject({ revision: commit, results: [{ kind: "Deployment" }] });
  expect(operation?.results[0]?.message?.length).toBeLessThan(2_100);
});

test("the set that covers a file is found by its patterns, folder by folder", () => {
  const set = (name: string, path: string) =>
    readApplicationSet({
      metadata: { name, uid: name, resourceVersion: "1" },
      spec: { generators: [{ git: { files: [{ path }] } }] },
    });
  const sets = [set("stores-a", "stores/a/*.yaml"), set("stores-s-a-e", "stores/s/s[a-e]*.yaml")];
  expect(setCovering("stores/s/sea.yaml", sets)?.name).toBe("stores-s-a-e");
  expect(setCovering("stores/a/deeper/acme.yaml", sets)).toBeUndefined();
});

test("a set that can't be rendered says why", () => {
  const { error } = readApplicationSet({
    metadata: { name: "s", uid: "s", resourceVersion: "1" },
    spec: {},
    status: { conditions: [{ type: "ErrorOccurred", status: "True", message: "unable to process file" }] },
  });
  expect(error?.message).toBe("unable to process file");
});
