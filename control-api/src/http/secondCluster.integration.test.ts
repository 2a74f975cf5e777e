/**
 * A store on a second cluster: the running platform that STOREPLANE_SLOT and KUBECONFIG name deploys it to another control
 * plane, which this test starts, and reads it from there. Skipped where there is no platform.
 */
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { ApiException, CoreV1Api, KubeConfig, RbacAuthorizationV1Api } from "@kubernetes/client-node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { simulatedCluster } from "../../../scripts/src/cluster/simulated/simulatedCluster.ts";
import { describeInstance, type Instance } from "../../../scripts/src/instance.ts";
import { stopInstance } from "../../../scripts/src/platform/down.ts";
import { freePort } from "../../../scripts/src/process/ports.ts";
import { secondInstance } from "../testing/secondInstance.ts";
import { changeResult, credentials, resourceList, storeDetail, storeEventList } from "./schemas.ts";

const { STOREPLANE_SLOT: slot, KUBECONFIG: kubeconfig } = process.env;
const api = `http://127.0.0.1:${7400 + 100 * Number(slot ?? 0)}/api`;
const quiet = () => undefined;

async function call(method: string, path: string, body?: unknown) {
  const response = await fetch(api + path, {
    method,
    ...(body !== undefined && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  });
  return { status: response.status, body: (await response.json()) as unknown };
}

async function until(what: string, holds: () => Promise<boolean>, seconds = 120): Promise<void> {
  for (const deadline = Date.now() + seconds * 1000; Date.now() < deadline; await sleep(250)) if (await holds()) return;
  throw new Error(`${what}: not within ${seconds} s`);
}

/** Starts it and returns when stores can be deployed to it. */
async function startSecond(folder: string): Promise<Instance> {
  const names = Object.keys(describeInstance().ports);
  const free = await Promise.all(names.map(() => freePort()));
  const ports = Object.fromEntries(names.map((name, at) => [name, free[at] ?? 0]));
  const main = resolve(import.meta.dirname, "../testing/secondControlPlane.main.ts");
  await promisify(execFile)(process.execPath, [main, folder, JSON.stringify(ports)], { timeout: 170_000 });
  return secondInstance(folder, ports);
}

function configOf(file: string): KubeConfig {
  const config = new KubeConfig();
  config.loadFromFile(file);
  return config;
}

const exists = (core: CoreV1Api, namespace: string) =>
  core.readNamespace({ name: namespace }).then(
    () => true,
    (error: unknown) => {
      if (error instanceof ApiException && error.code === 404) return false;
      throw error;
    },
  );

describe.skipIf(slot === undefined || kubeconfig === undefined)("a store on a second cluster", () => {
  const name = `far-${Date.now().toString(36)}`;
  const namespace = `store-${name}`;
  const secret = { namespace: "argocd", name: "cluster-second" };
  let folder: string;
  let second: Instance;
  let home: CoreV1Api;
  let rights: RbacAuthorizationV1Api;
  let far: CoreV1Api;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "storeplane-second-"));
    second = await startSecond(folder);
    home = configOf(kubeconfig ?? "").makeApiClient(CoreV1Api);
    rights = configOf(kubeconfig ?? "").makeApiClient(RbacAuthorizationV1Api);
    far = configOf(second.kubeconfig).makeApiClient(CoreV1Api);
    await home.createNamespacedSecret({ namespace: secret.namespace, body: clusterSecret(second.kubeconfig) });
    await letControlApiRead();
    // The keys of its stores' backups lie there, where the platform makes any.
    await far.createNamespace({ body: { metadata: { name: "storeplane-backups" } } });
  }, 180_000);

  afterAll(async () => {
    await call("DELETE", `/stores/${name}?confirm=${name}`).catch(quiet);
    await until("the store is gone", async () => !(await exists(far, namespace)), 60).catch(quiet);
    await home?.deleteNamespacedSecret(secret).catch(quiet);
    await rights?.deleteNamespacedRoleBinding(secret).catch(quiet);
    await rights?.deleteNamespacedRole(secret).catch(quiet);
    if (second) await stopInstance(second, simulatedCluster, quiet);
    await rm(folder, { recursive: true, force: true });
  }, 180_000);

  /** As docs/clusters.md says: that one secret, by its name. */
  async function letControlApiRead(): Promise<void> {
    const { namespace, name } = secret;
    const rules = [{ apiGroups: [""], resources: ["secrets"], resourceNames: [name], verbs: ["get"] }];
    await rights.createNamespacedRole({ namespace, body: { metadata: { name }, rules } });
    await rights.createNamespacedRoleBinding({
      namespace,
      body: {
        metadata: { name },
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name },
        subjects: [{ kind: "ServiceAccount", name: "control-api", namespace: "storeplane" }],
      },
    });
  }

  function clusterSecret(file: string) {
    const config = configOf(file);
    const cluster = config.getCurrentCluster();
    const user = config.getCurrentUser();
    return {
      metadata: { name: secret.name, labels: { "argocd.argoproj.io/secret-type": "cluster" } },
      stringData: {
        name: "second",
        server: cluster?.server ?? "",
        config: JSON.stringify({
          tlsClientConfig: { caData: cluster?.caData, certData: user?.certData, keyData: user?.keyData },
        }),
      },
    };
  }

  test("is deployed there and nowhere else, and gets Ready", async () => {
    const created = await call("POST", "/stores", { name, engine: "medusa", cluster: "second" });
    expect(created.status, JSON.stringify(created.body)).toBe(201);
    expect(changeResult.parse(created.body).store?.cluster).toBe("second");
    await until("Ready", async () => {
      const { body } = await call("GET", `/stores/${name}`);
      return storeDetail.parse(body).status.phase === "Ready";
    });
    expect(await exists(far, namespace)).toBe(true);
    expect(await exists(home, namespace)).toBe(false);
  });

  test("shows its parts, pods and events as they are there", async () => {
    const { items, incomplete } = resourceList.parse((await call("GET", `/stores/${name}/resources`)).body);
    expect(incomplete).toBeUndefined();
    const pods = items.flatMap((item) => item.children ?? []).flatMap((child) => [child, ...(child.children ?? [])]);
    const { items: there } = await far.listNamespacedPod({ namespace });
    expect(
      pods
        .filter(({ kind }) => kind === "Pod")
        .map((pod) => pod.name)
        .sort(),
    ).toEqual(there.map(({ metadata }) => metadata?.name).sort());
    const events = storeEventList.parse((await call("GET", `/stores/${name}/events`)).body);
    expect(events.items.map(({ reason }) => reason)).toContain("Scheduled");
  });

  test("gives the credentials that are kept there", async () => {
    await far.createNamespacedSecret({
      namespace,
      body: { metadata: { name: "store-credentials" }, stringData: { username: "admin@example.com", password: "far" } },
    });
    const found = credentials.parse((await call("GET", `/stores/${name}/credentials`)).body);
    expect(found.items).toContainEqual({ key: "password", value: "far" });
  });

  test("a cluster that nobody knows is refused at once", async () => {
    const refused = await call("POST", "/stores", { name: `${name}-x`, engine: "medusa", cluster: "nowhere" });
    expect(refused.status).toBe(422);
  });

  test("goes from there, too", async () => {
    expect((await call("DELETE", `/stores/${name}?confirm=${name}`)).status).toBe(202);
    await until("namespace gone", async () => !(await exists(far, namespace)), 60);
  });
});
