/** What runs for a store, over HTTP, read from two API servers. */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { type FakeCluster, startFakeCluster } from "../testing/fakeCluster.ts";
import {
  applicationObject,
  applicationsPath,
  clusterSecretObject,
  eventObject,
  runStore,
} from "../testing/fakeStoreObjects.ts";
import { startTestPlatform, type TestPlatform } from "../testing/testPlatform.ts";
import * as shapes from "./schemas.ts";

let platform: TestPlatform;
let home: FakeCluster;
let second: FakeCluster;
beforeAll(async () => {
  [home, second] = await Promise.all([startFakeCluster(), startFakeCluster()]);
  platform = await startTestPlatform({}, (kubeconfig) => home.writeKubeconfig(kubeconfig));
  home.put("/api/v1/secrets", clusterSecretObject("second", second.url, "token-2"));
  await deploy("acme", home, "in-cluster");
  await deploy("remote", second, "second");
});
afterAll(async () => {
  await platform?.close();
  await Promise.all([home?.close(), second?.close()]);
});

async function deploy(name: string, cluster: FakeCluster, at: string): Promise<void> {
  const answer = await platform.call("POST", "/stores", { name, engine: "medusa", cluster: at });
  const { commit } = shapes.changeResult.parse(answer.body);
  home.put(applicationsPath, applicationObject(name, commit.id, { cluster: at }));
  runStore(cluster, name, `password of ${name}`);
  await vi.waitFor(
    async () => {
      const found = shapes.storeDetail.parse((await get(`/stores/${name}`)).body);
      expect(found.status.phase).toBe("Ready");
    },
    { interval: 100 },
  );
}

const get = (path: string, headers?: Record<string, string>) => platform.call("GET", path, undefined, headers);
const log = (query: string) => `${platform.url}/api/stores/acme/logs?pod=medusa-1-abc&${query}`;
const problem = z.object({ type: z.string(), detail: z.string() });

/** Reads an answer that stays open, as it comes in. */
async function follow(url: string, headers: Record<string, string> = {}) {
  const hangUp = new AbortController();
  const response = await fetch(url, { headers, signal: hangUp.signal });
  const seen = { text: "", ended: false };
  void (async () => {
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) seen.text += decoder.decode(chunk, { stream: true });
    seen.ended = true;
  })().catch(() => undefined);
  return { response, seen, hangUp: () => hangUp.abort() };
}

test.each(["acme", "remote"])("the parts of %s are a tree down to its pods", async (name) => {
  const { items, incomplete } = shapes.resourceList.parse((await get(`/stores/${name}/resources`)).body);
  expect(incomplete).toBeUndefined();
  const deployment = items.find(({ kind }) => kind === "Deployment");
  expect(deployment).toMatchObject({
    health: "Healthy",
    createdAt: "2026-01-01T00:00:00Z",
    children: [
      {
        kind: "ReplicaSet",
        name: "medusa-1",
        health: "Healthy",
        message: "1 of 1 pods are ready",
        children: [{ kind: "Pod", name: "medusa-1-abc", health: "Healthy" }],
      },
    ],
  });
  expect(JSON.stringify(items)).not.toContain("medusa-0");
});

test("pods are listed with their containers", async () => {
  const { items } = shapes.podList.parse((await get("/stores/acme/pods")).body);
  expect(items).toMatchObject([
    {
      name: "medusa-1-abc",
      phase: "Running",
      containers: [
        { name: "medusa", restarts: 2, state: "Running", ready: true },
        { name: "prepare", init: true, state: "Completed" },
      ],
    },
  ]);
});

test("credentials come from the store's own cluster", async () => {
  for (const name of ["acme", "remote"]) {
    const { items } = shapes.credentials.parse((await get(`/stores/${name}/credentials`)).body);
    expect(items).toContainEqual({ key: "password", value: `password of ${name}` });
  }
  expect(second.credentials).toContain("Bearer token-2");
});

test("a log is plain text, as long as asked for", async () => {
  const all = await fetch(log(""));
  expect(all.headers.get("content-type")).toBe("text/plain; charset=utf-8");
  expect(await all.text()).toBe("one\ntwo\nthree\n");
  const tail = await fetch(log("tailLines=1&since=60&timestamps=true"));
  expect(await tail.text()).toBe("three\n");
  expect(Object.fromEntries(home.logQueries.at(-1) ?? [])).toMatchObject({
    container: "medusa",
    sinceSeconds: "60",
    timestamps: "true",
    limitBytes: String(10 * 1024 * 1024),
  });
});

test("a log that is followed comes line by line and ends with its container", async () => {
  const container = "store-acme/medusa-1-abc/medusa";
  home.setLog(container, "begin\n");
  const { seen, response } = await follow(log("follow=true"), { accept: "text/event-stream" });
  expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  await vi.waitFor(() => expect(seen.text).toContain('event: line\ndata: "begin"\n\n'));
  home.say(container, "wörld\r\nhalf a ");
  home.say(container, "line\n");
  await vi.waitFor(() => expect(seen.text).toContain('data: "half a line"\n\n'));
  expect(seen.text).toContain('data: "wörld"\n\n');
  home.end(container);
  await vi.waitFor(() => expect(seen.ended).toBe(true));
  expect(seen.text.endsWith('event: end\ndata: {"reason":"ended"}\n\n')).toBe(true);
});

test("whoever hangs up isn't followed for any longer, and nobody follows without end", async () => {
  const container = "store-acme/medusa-1-abc/medusa";
  home.setLog(container, "x\n");
  const open = await Promise.all(Array.from({ length: 10 }, () => follow(log("follow=true"))));
  await vi.waitFor(() => expect(home.followers(container)).toBe(10));
  const refused = await fetch(log("follow=true"));
  expect(refused.status).toBe(429);
  expect(refused.headers.get("retry-after")).toBe("30");
  expect((await fetch(log("follow=true"), { headers: { "x-user-id": "else@example.com" } })).status).toBe(200);
  for (const { hangUp } of open) hangUp();
  await vi.waitFor(() => expect(home.followers(container)).toBeLessThanOrEqual(1));
  home.end(container);
});

test("a pod, a container or a run that isn't there is told with those there are", async () => {
  const noPod = await get("/stores/acme/logs?pod=nope");
  expect([noPod.status, problem.parse(noPod.body).detail]).toEqual([
    404,
    "acme has no pod nope: there are medusa-1-abc.",
  ]);
  expect((await get("/stores/acme/logs?pod=medusa-1-abc&container=nope")).status).toBe(404);
  expect((await get("/stores/acme/logs?pod=../../x")).status).toBe(400);
  expect((await get("/stores/acme/logs")).status).toBe(400);
  const previous = await get("/stores/acme/logs?pod=medusa-1-abc&previous=true");
  expect(previous.status).toBe(409);
  expect(problem.parse(previous.body).detail).toContain("previous terminated container");
  expect((await get("/stores/nosuch/logs?pod=x")).status).toBe(404);
});

test("logs are for those who own the store", async () => {
  const viewer = { "x-user-id": "eve@example.com", "x-user-role": "viewer" };
  expect((await get("/stores/acme/logs?pod=medusa-1-abc", viewer)).status).toBe(403);
  expect((await get("/stores/acme/events", viewer)).status).toBe(200);
});

test("events are listed newest first, and followed oldest first from the last one seen", async () => {
  const { items } = shapes.storeEventList.parse((await get("/stores/remote/events")).body);
  expect(items.map(({ reason }) => reason)).toEqual(["Started", "Scheduled"]);
  const url = `${platform.url}/api/stores/remote/events`;
  const accept = { accept: "text/event-stream" };
  const first = await follow(url, accept);
  await vi.waitFor(() => expect(first.seen.text).toContain("Started"));
  expect(first.seen.text.indexOf("Scheduled")).toBeLessThan(first.seen.text.indexOf("Started"));
  second.put("/api/v1/events", eventObject("remote", "3", "Pulled", "2026-01-01T00:00:03Z"));
  await vi.waitFor(() => expect(first.seen.text).toContain("Pulled it"));
  const ids = [...first.seen.text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => id ?? "");
  first.hangUp();
  second.put("/api/v1/events", eventObject("remote", "4", "Killed", "2026-01-01T00:00:04Z"));
  const again = await follow(url, { ...accept, "last-event-id": ids.at(-1) ?? "" });
  await vi.waitFor(() => expect(again.seen.text).toContain("Killed it"));
  expect(again.seen.text).not.toContain("Pulled");
  again.hangUp();
});

test("a store on an unknown cluster is refused, and so is reading one whose cluster went", async () => {
  const refused = await platform.call("POST", "/stores", { name: "lost", engine: "medusa", cluster: "nowhere" });
  expect(refused.status).toBe(422);
  expect(refused.body.errors).toEqual([{ pointer: "/cluster", detail: "is no cluster that Argo CD knows" }]);
  home.put(applicationsPath, applicationObject("acme", "0".repeat(40), { cluster: "vanished" }));
  await vi.waitFor(async () => {
    const answer = await get("/stores/acme/pods");
    expect([answer.status, problem.parse(answer.body).type]).toEqual([409, "/problems/unknown-cluster"]);
  });
  const { items, incomplete } = shapes.resourceList.parse((await get("/stores/acme/resources")).body);
  expect(items).toHaveLength(2);
  expect(incomplete).toContain("vanished");
});

test("a failed store is synced again by an operation in the caller's name", async () => {
  const asked = await platform.call("POST", "/stores/remote/sync");
  expect(asked.status, JSON.stringify(asked.body)).toBe(202);
  expect(asked.body).toMatchObject({ state: "started", terminated: false });
  expect(home.patches).toContainEqual(
    expect.objectContaining({ operation: expect.objectContaining({ initiatedBy: { username: "dev@localhost" } }) }),
  );
});
