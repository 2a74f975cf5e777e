import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { KubeClient } from "./kubeClient.ts";
import { podUsage, quantity } from "./podUsage.ts";

let folder: string;
let server: Server;
let client: KubeClient;
let asked: string[];
let answer: { status: number; body: unknown };

const pod = (namespace: string, ...usages: { cpu: string; memory: string }[]) => ({
  metadata: { name: "p", namespace },
  containers: usages.map((usage) => ({ name: "c", usage })),
});

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "storeplane-usage-"));
  asked = [];
  answer = { status: 200, body: { items: [] } };
  server = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.writeHead(answer.status, { "content-type": "application/json" }).end(JSON.stringify(answer.body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const kubeconfig = join(folder, "kubeconfig");
  await writeFile(
    kubeconfig,
    JSON.stringify({
      clusters: [{ name: "c", cluster: { server: `http://127.0.0.1:${port}`, "insecure-skip-tls-verify": true } }],
      users: [{ name: "u", user: {} }],
      contexts: [{ name: "x", context: { cluster: "c", user: "u" } }],
      "current-context": "x",
    }),
  );
  client = new KubeClient(kubeconfig);
});

afterEach(async () => {
  await client.close();
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

test("what pods use is added up by store, others' pods are left out, and many questions ask the cluster once", async () => {
  answer.body = {
    items: [
      pod("store-acme", { cpu: "250m", memory: "64Mi" }, { cpu: "1500000n", memory: "1Ki" }),
      pod("store-acme", { cpu: "1", memory: "1Gi" }),
      pod("store-bolt", { cpu: "0", memory: "0" }),
      pod("kube-system", { cpu: "4", memory: "4Gi" }),
    ],
  };
  const usage = podUsage(client);
  const [first, second] = await Promise.all([usage.read(), usage.read()]);
  expect(asked).toEqual(["/apis/metrics.k8s.io/v1beta1/pods?labelSelector=storeplane.dev%2Fstore"]);
  expect(first).toBe(second);
  expect([...(first?.stores.keys() ?? [])]).toEqual(["acme", "bolt"]);
  expect(first?.stores.get("acme")?.cpu).toBeCloseTo(1.2515);
  expect(first?.stores.get("acme")?.memory).toBe(2 ** 30 + 64 * 2 ** 20 + 1024);
});

test("where there is no metrics-server, or none that answers in a way we know, nothing is told, and it isn't asked all the time", async () => {
  answer = { status: 404, body: { kind: "Status", code: 404 } };
  const usage = podUsage(client);
  expect(await usage.read()).toBeUndefined();
  expect(await usage.read()).toBeUndefined();
  expect(asked).toHaveLength(1);
  answer = { status: 200, body: { items: [{ odd: true }] } };
  expect(await podUsage(client).read()).toBeUndefined();
});

test.each([
  ["250m", 0.25],
  ["1500000n", 0.0015],
  ["12", 12],
  ["128Mi", 134_217_728],
  ["1e3", 1000],
  ["5M", 5_000_000],
  ["odd", 0],
])("%s is %d", (text, number) => {
  expect(quantity(text)).toBeCloseTo(number);
});
