/** What a store uses of what it may, over HTTP, read from an API server. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type FakeCluster, startFakeCluster } from "../testing/fakeCluster.ts";
import { startTestPlatform, type TestPlatform } from "../testing/testPlatform.ts";
import * as shapes from "./schemas.ts";

let platform: TestPlatform;
let cluster: FakeCluster;
beforeAll(async () => {
  cluster = await startFakeCluster();
  platform = await startTestPlatform({}, (kubeconfig) => cluster.writeKubeconfig(kubeconfig));
});
afterAll(async () => {
  await platform?.close();
  await cluster?.close();
});

const usage = async (headers?: Record<string, string>) =>
  platform.call("GET", "/stores/acme/usage", undefined, headers);

test("a store's use and its quota are told in cores and bytes; before metrics-server answers the quota alone is", async () => {
  expect((await usage()).status).toBe(404);
  await platform.call("POST", "/stores", { name: "acme", engine: "medusa" });
  cluster.put("/api/v1/resourcequotas", {
    metadata: { name: "compute", namespace: "store-acme" },
    status: { hard: { "requests.cpu": "2", "requests.memory": "4Gi" }, used: { "requests.cpu": "750m" } },
  });
  await vi.waitFor(async () => expect((await usage()).status).toBe(200));
  const quota = [
    { resource: "requests.cpu", used: 0.75, limit: 2 },
    { resource: "requests.memory", used: 0, limit: 4 * 2 ** 30 },
  ];
  expect(shapes.storeUsage.parse((await usage()).body)).toEqual({ quota });
  for (const name of ["medusa-1", "postgres-0"])
    cluster.put("/apis/metrics.k8s.io/v1beta1/pods", {
      metadata: { name, namespace: "store-acme" },
      containers: [{ name: "main", usage: { cpu: "120m", memory: "100Mi" } }],
    });
  const found = shapes.storeUsage.parse((await usage()).body);
  expect(found.cpu).toBeCloseTo(0.24);
  expect(found.memory).toBe(200 * 2 ** 20);
  const other = { "x-user-id": "bob@example.com", "x-user-role": "owner" };
  expect((await usage(other)).status).toBe(404);
});
