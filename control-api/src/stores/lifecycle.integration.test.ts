/**
 * A store's life on a running platform with a real Argo CD: the instance that STOREPLANE_SLOT and KUBECONFIG name.
 * Skipped where there is none.
 */
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import {
  AdmissionregistrationV1Api,
  AppsV1Api,
  CoreV1Api,
  KubeConfig,
  PatchStrategy,
  setHeaderOptions,
} from "@kubernetes/client-node";
import { afterAll, describe, expect, test } from "vitest";
import type { z } from "zod";
import { changeResult, commitList, resourceList, storeDetail } from "../http/schemas.ts";

const { STOREPLANE_SLOT: slot, KUBECONFIG: kubeconfig } = process.env;
const api = `http://127.0.0.1:${7400 + 100 * Number(slot ?? 0)}/api`;
type Detail = z.infer<typeof storeDetail>;

async function call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(api + path, {
    method,
    headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  });
  return { status: response.status, body: (await response.json()) as unknown };
}

async function get(name: string): Promise<Detail | undefined> {
  const { status, body } = await call("GET", `/stores/${name}`);
  return status === 404 ? undefined : storeDetail.parse(body);
}

/** Every phase the store was seen in until `wanted` held. */
async function until(name: string, wanted: (store: Detail | undefined) => boolean, seconds = 120): Promise<Detail[]> {
  const seen: Detail[] = [];
  for (const deadline = Date.now() + seconds * 1000; Date.now() < deadline; await sleep(50)) {
    const store = await get(name);
    if (store) seen.push(store);
    if (wanted(store)) return seen;
  }
  throw new Error(`${name}: not as wanted after ${seconds} s: ${JSON.stringify(seen.at(-1)?.status)}`);
}

const isReady = (store: Detail | undefined) => store?.status.phase === "Ready";

async function change(name: string, patch: object) {
  const answer = await call("PATCH", `/stores/${name}`, patch, { "if-match": "*" });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return changeResult.parse(answer.body);
}

describe.skipIf(slot === undefined || kubeconfig === undefined)("a store's life", () => {
  const cluster = new KubeConfig();
  if (kubeconfig !== undefined) cluster.loadFromFile(kubeconfig);
  const run = randomBytes(3).toString("hex");
  const name = `life-${run}`;
  const policy = `refuse-${run}`;
  const admission = () => cluster.makeApiClient(AdmissionregistrationV1Api);

  afterAll(async () => {
    await allowDeployments().catch(() => undefined);
    await call("DELETE", `/stores/${name}?confirm=${name}`).catch(() => undefined);
  });

  /** Lets dry runs pass and refuses the real thing: the sync fails and is tried again and again. */
  async function refuseDeployments(): Promise<void> {
    await admission().createValidatingAdmissionPolicy({
      body: {
        metadata: { name: policy },
        spec: {
          failurePolicy: "Fail",
          matchConstraints: {
            resourceRules: [
              {
                apiGroups: ["apps"],
                apiVersions: ["v1"],
                operations: ["CREATE", "UPDATE"],
                resources: ["deployments"],
              },
            ],
          },
          validations: [{ expression: "has(request.dryRun) && request.dryRun", message: "not now" }],
        },
      },
    });
    await admission().createValidatingAdmissionPolicyBinding({
      body: {
        metadata: { name: policy },
        spec: {
          policyName: policy,
          validationActions: ["Deny"],
          matchResources: {
            namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": `store-${name}` } },
          },
        },
      },
    });
    await untilDeploymentsAre("refused");
  }

  async function allowDeployments(): Promise<void> {
    await admission().deleteValidatingAdmissionPolicyBinding({ name: policy });
    await admission().deleteValidatingAdmissionPolicy({ name: policy });
    await untilDeploymentsAre("taken");
  }

  /** The API server takes policies up in the background. A patch that changes nothing is judged by them, too. */
  async function untilDeploymentsAre(wanted: "refused" | "taken"): Promise<void> {
    const patch = () =>
      cluster
        .makeApiClient(AppsV1Api)
        .patchNamespacedDeployment(
          { name: "medusa", namespace: `store-${name}`, body: {} },
          setHeaderOptions("Content-Type", PatchStrategy.MergePatch),
        );
    const judged = () =>
      patch().then(
        () => "taken",
        (error: Error) => (error.message.includes("not now") ? "refused" : error.message),
      );
    await expect.poll(judged, { timeout: 60_000 }).toBe(wanted);
  }

  test("goes from Pending over Provisioning to Ready, with all its parts", async () => {
    const created = await call("POST", "/stores", { name, engine: "medusa" });
    expect(created.status, JSON.stringify(created.body)).toBe(201);
    const seen = await until(name, isReady);
    const phases = new Set(seen.map(({ status }) => status.phase));
    expect([...phases].filter((phase) => !["Pending", "Provisioning", "Ready"].includes(phase))).toEqual([]);
    const ready = seen.at(-1);
    expect(ready?.status.progress.healthy).toBe(ready?.status.progress.total);
    const { items } = resourceList.parse((await call("GET", `/stores/${name}/resources`)).body);
    expect(items.some(({ kind, health }) => kind === "Deployment" && health === "Healthy")).toBe(true);
  });

  test("is never Ready for an older revision than its last commit", async () => {
    for (const tagline of ["one", "two", "three"]) {
      const { commit, store } = await change(name, { values: { storefront: { tagline } } });
      expect(store?.status.phase).not.toBe("Ready");
      const seen = await until(name, isReady);
      for (const { status } of seen) expect(status.desiredRevision).toBe(commit.id);
    }
  });

  test("is Suspended and comes back", async () => {
    await change(name, { suspended: true });
    await until(name, (store) => store?.status.phase === "Suspended");
    await change(name, { suspended: false });
    await until(name, isReady);
  });

  test("an undo ends the failing sync of the commit it undoes", async () => {
    await refuseDeployments();
    const { commit } = await change(name, { values: { backend: { image: { tag: "does-not-exist" } } } });
    await until(name, (store) => /tried again/.test(store?.status.reason ?? ""));
    // By then the next try is far enough away for the undo not to have waited for it.
    await sleep(4_000);
    await allowDeployments();
    const undone = await call("POST", `/stores/${name}/revert`, { commit: commit.id });
    expect(undone.status).toBe(200);
    const startedAt = Date.now();
    await until(name, isReady, 60);
    expect(Date.now() - startedAt).toBeLessThan(30_000);
  });

  test("goes with its namespace, and its history stays", async () => {
    expect((await call("DELETE", `/stores/${name}?confirm=${name}`)).status).toBe(202);
    const seen = await until(name, (store) => store === undefined);
    expect(new Set(seen.map(({ status }) => status.phase))).toEqual(new Set(["Deleting"]));
    const namespaces = await cluster.makeApiClient(CoreV1Api).listNamespace();
    expect(namespaces.items.map(({ metadata }) => metadata?.name)).not.toContain(`store-${name}`);
    const history = commitList.parse((await call("GET", `/stores/${name}/history`)).body);
    expect(history.items[0]?.subject).toBe(`delete store ${name}`);
  });
});
