import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type FakeCluster, startFakeCluster } from "../testing/fakeCluster.ts";
import { clusterSecretObject, runStore } from "../testing/fakeStoreObjects.ts";
import { clusterReader } from "./clusterReader.ts";
import { UnknownClusterError } from "./clusterSecret.ts";
import { type Clusters, clusters } from "./clusters.ts";
import { KubeClient } from "./kubeClient.ts";

let folder: string;
let home: FakeCluster;
let second: FakeCluster;
let ways: Clusters;
const log = { info: () => undefined, warn: () => undefined };
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "storeplane-clusters-"));
  [home, second] = await Promise.all([startFakeCluster(), startFakeCluster()]);
  await home.writeKubeconfig(join(folder, "kubeconfig"));
  ways = clusters({
    home: new KubeClient(join(folder, "kubeconfig")),
    namespace: "argocd",
    secretTemplate: "cluster-{name}",
    believedFor: 0,
  });
});
afterEach(async () => {
  await ways.close();
  await Promise.all([home.close(), second.close()]);
  await rm(folder, { recursive: true, force: true });
});

const signal = () => AbortSignal.timeout(10_000);
const password = async (cluster: string) =>
  (await clusterReader(ways, log).secret({ cluster, namespace: "store-acme" }, "store-credentials", signal()))?.get(
    "password",
  );

test("each store is read from its own cluster, signed in as that cluster's Secret says", async () => {
  runStore(home, "acme", "at home");
  runStore(second, "acme", "far away");
  home.put("/api/v1/secrets", clusterSecretObject("second", second.url, "token-2"));
  expect(await password("in-cluster")).toBe("at home");
  expect(await password("second")).toBe("far away");
  expect([...second.credentials]).toEqual(["Bearer token-2"]);
  expect([...home.credentials]).toEqual(["Bearer home"]);
});

test("a Secret that changed is taken up", async () => {
  runStore(second, "acme", "far away");
  home.put("/api/v1/secrets", clusterSecretObject("second", home.url, "old"));
  expect(await password("second")).toBeUndefined();
  home.put("/api/v1/secrets", clusterSecretObject("second", second.url, "new"));
  expect(await password("second")).toBe("far away");
});

test("a cluster that Argo CD doesn't know is told apart from one that doesn't answer", async () => {
  await expect(ways.check("nowhere")).rejects.toThrow(UnknownClusterError);
  home.put("/api/v1/secrets", clusterSecretObject("gone", "http://127.0.0.1:1", "x"));
  await expect(ways.check("gone")).resolves.toBeUndefined();
  await expect(password("gone")).rejects.toThrow(/doesn't answer/);
});

test("a name can't reach a Secret of another cluster", async () => {
  const secret = clusterSecretObject("second", second.url, "token-2");
  home.put("/api/v1/secrets", { ...secret, metadata: { ...secret.metadata, name: "cluster-other" } });
  await expect(ways.check("other")).rejects.toThrow(/is of the cluster "second"/);
  await expect(ways.check("../secrets/cluster-other")).rejects.toThrow(UnknownClusterError);
});

test("a Secret that signs in by running a program is refused", async () => {
  const config = Buffer.from(JSON.stringify({ execProviderConfig: { command: "/bin/sh" } })).toString("base64");
  const secret = clusterSecretObject("second", second.url, "x");
  home.put("/api/v1/secrets", { ...secret, data: { ...(secret.data as object), config } });
  await expect(ways.check("second")).rejects.toThrow(/bearer token or a client certificate/);
});
