import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { type FakeApiServer, type RawObject, startFakeApiServer } from "../testing/fakeApiServer.ts";
import { KubeClient, requestOptions } from "./kubeClient.ts";
import { ResourceWatch } from "./resourceWatch.ts";
import type { Versioned } from "./watchReducer.ts";

let folder: string;
let server: FakeApiServer | undefined;
const open: { close(): Promise<void> }[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "storeplane-watch-"));
});
afterEach(async () => {
  for (const one of open.splice(0)) await one.close();
  await server?.close();
  server = undefined;
  await rm(folder, { recursive: true, force: true });
});

const raw = (name: string, resourceVersion: string): RawObject => ({ metadata: { name, uid: name, resourceVersion } });
const schema = z.object({ metadata: z.object({ name: z.string(), uid: z.string(), resourceVersion: z.string() }) });

async function serve(items: RawObject[]): Promise<FakeApiServer> {
  server = await startFakeApiServer(join(folder, "kubeconfig"));
  server.items = items;
  return server;
}

function watch(relist = 60_000): ResourceWatch<Versioned> {
  const client = new KubeClient(join(folder, "kubeconfig"));
  const one = new ResourceWatch<Versioned>({
    client,
    kind: {
      name: "Thing",
      path: "/apis/argoproj.io/v1alpha1/namespaces/argocd/applications",
      list: async ({ limit, continueFrom, signal }) =>
        (await client.custom()).listNamespacedCustomObject(
          {
            group: "argoproj.io",
            version: "v1alpha1",
            namespace: "argocd",
            plural: "applications",
            limit,
            ...(continueFrom !== undefined && { _continue: continueFrom }),
          },
          requestOptions(signal),
        ),
      project: (object) => schema.parse(object).metadata,
    },
    log: { info: () => undefined, warn: () => undefined },
    onChanges: () => undefined,
    onConnection: () => undefined,
    times: { grace: 100, retries: [20], relist },
  });
  one.start();
  open.push(one, client);
  return one;
}

test("lists page by page, then follows events", async () => {
  const api = await serve(Array.from({ length: 1_200 }, (_, index) => raw(`a${index}`, "50")));
  const watched = watch();
  await vi.waitFor(() => expect(api.watches.size).toBe(1));
  expect(watched.items.size).toBe(1_200);
  expect(api.lists).toBe(6);
  expect(api.watchedFrom).toEqual(["100"]);
  api.send("ADDED", raw("new", "101"));
  api.send("DELETED", raw("a0", "102"));
  await vi.waitFor(() => expect(watched.items.has("new") && !watched.items.has("a0")).toBe(true));
});

test("waits for a kubeconfig that isn't there yet", async () => {
  const watched = watch();
  await vi.waitFor(() => expect(watched.connection()).toMatchObject({ everConnected: false, absent: true }));
  await serve([raw("a", "1")]);
  await vi.waitFor(() => expect(watched.connection().connected).toBe(true));
  expect(watched.items.has("a")).toBe(true);
});

test("a kind that isn't there yet isn't lost, but never there", async () => {
  const api = await serve([]);
  api.listStatus = 404;
  const watched = watch();
  await vi.waitFor(() =>
    expect(watched.connection()).toMatchObject({ connected: false, everConnected: false, absent: true }),
  );
  api.listStatus = 200;
  await vi.waitFor(() => expect(watched.connection().connected).toBe(true));
});

test("a watch that breaks is taken up again by a list, and a short break is no news", async () => {
  const api = await serve([raw("a", "1")]);
  const watched = watch();
  await vi.waitFor(() => expect(api.watches.size).toBe(1));
  const { since } = watched.connection();
  api.items = [raw("b", "2")];
  api.send("ERROR", { code: 410 });
  await vi.waitFor(() => expect([...watched.items.keys()]).toEqual(["b"]));
  expect(watched.connection()).toMatchObject({ connected: true, since });
});

test("a watch that the server ends in an orderly way goes on from the last version, without a list", async () => {
  const api = await serve([raw("a", "1")]);
  const watched = watch();
  await vi.waitFor(() => expect(api.watches.size).toBe(1));
  api.send("BOOKMARK", raw("", "150"));
  await new Promise((resolve) => setTimeout(resolve, 50));
  for (const response of api.watches) response.end();
  await vi.waitFor(() => expect(api.watchedFrom).toEqual(["100", "150"]));
  expect(api.lists).toBe(1);
  expect(watched.connection().connected).toBe(true);
});

test("while the API server is away the connection is lost and what was known stays; it is found again", async () => {
  const api = await serve([raw("a", "1")]);
  const watched = watch();
  await vi.waitFor(() => expect(api.watches.size).toBe(1));
  api.listStatus = 500;
  api.cut();
  await vi.waitFor(() => expect(watched.connection()).toMatchObject({ connected: false, everConnected: true }));
  expect(watched.items.has("a")).toBe(true);
  api.listStatus = 200;
  await vi.waitFor(() => expect(watched.connection().connected).toBe(true));
});

test("an object that can't be read is left out and hides no other", async () => {
  const api = await serve([raw("a", "1")]);
  const watched = watch();
  await vi.waitFor(() => expect(api.watches.size).toBe(1));
  api.send("ADDED", { metadata: {} });
  api.send("ADDED", raw("b", "101"));
  await vi.waitFor(() => expect(watched.items.has("b")).toBe(true));
});
