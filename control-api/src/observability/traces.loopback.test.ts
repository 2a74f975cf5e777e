/** A store's provisioning as one trace, at a collector: real Git server, real PostgreSQL, an API server that shows what we want. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import * as shapes from "../http/schemas.ts";
import { type FakeApiServer, startFakeApiServer } from "../testing/fakeApiServer.ts";
import { type OtlpReceiver, type ReceivedSpan, startOtlpReceiver } from "../testing/otlpReceiver.ts";
import { rawApplication } from "../testing/rawApplication.ts";
import { startTestPlatform, type TestPlatform } from "../testing/testPlatform.ts";
import { startTracing, type Tracing } from "./tracing.ts";

let folder: string;
let receiver: OtlpReceiver;
let cluster: FakeApiServer;
let platform: TestPlatform;
let tracing: Tracing | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "storeplane-traces-"));
  receiver = await startOtlpReceiver();
  const kubeconfig = join(folder, "kubeconfig");
  cluster = await startFakeApiServer(kubeconfig);
  platform = await startTestPlatform({ KUBECONFIG: kubeconfig, GIT_POLL_SECONDS: "1" });
});

afterAll(async () => {
  await platform?.close();
  await tracing?.close();
  vi.unstubAllEnvs();
  await cluster?.close();
  await receiver?.close();
  await rm(folder, { recursive: true, force: true });
});

/** From here on: a process sets up its traces once. */
async function trace(): Promise<void> {
  if (tracing) return;
  vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.url);
  vi.stubEnv("OTEL_SERVICE_NAME", "storeplane-under-test");
  vi.stubEnv("OTEL_BSP_SCHEDULE_DELAY", "50");
  tracing = await startTracing(process.env, "0.0.0-test");
  expect(tracing.enabled).toBe(true);
}

async function create(name: string, headers: Record<string, string> = {}): Promise<string> {
  const answer = await platform.call("POST", "/stores", { name, engine: "medusa" }, headers);
  expect(answer.status).toBe(201);
  const { commit, store } = shapes.changeResult.parse(answer.body);
  chartVersion = store?.chartVersion ?? "";
  return commit.id;
}
let chartVersion = "";

function show(name: string, revision: string, state: { sync?: "Synced" | "OutOfSync"; health?: string } = {}): void {
  cluster.send("MODIFIED", rawApplication(name, revision, { ...state, chartVersion }));
}

const ofTrace = (traceId: string) => receiver.spans.filter((span) => span.traceId === traceId);

/** The names of a span and of all that it is below. */
function path(span: ReceivedSpan | undefined): string[] {
  if (!span) return [];
  const parent = receiver.spans.find(({ spanId }) => spanId === span.parentSpanId);
  return [...path(parent), span.name];
}

function pathsOf(traceId: string): string[] {
  return ofTrace(traceId)
    .map((span) => path(span).join(" > "))
    .sort();
}

const provisioning = [
  "POST /api/stores",
  "POST /api/stores > commit",
  "POST /api/stores > commit > build the commit",
  "POST /api/stores > commit > push",
  "POST /api/stores > commit > roll out",
  "POST /api/stores > commit > roll out > Application appears",
  "POST /api/stores > commit > roll out > Ready",
  "POST /api/stores > commit > roll out > healthy",
  "POST /api/stores > commit > roll out > synced",
  "POST /api/stores > commit > wait for the push before",
  "POST /api/stores > validate",
];

test("without an endpoint nothing is traced", async () => {
  const before = receiver.spans.length;
  for (const environment of [
    {},
    { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_SDK_DISABLED: "true" },
    { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_TRACES_EXPORTER: "none" },
  ])
    expect((await startTracing(environment, "0")).enabled).toBe(false);
  const revision = await create("untraced", { traceparent: "00-3af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" });
  await platform.git("fetch", "--quiet");
  expect(await platform.git("log", "-1", "--format=%B", revision)).not.toContain("Storeplane-Trace");
  expect(receiver.spans.length).toBe(before);
});

test("a store's creation is one trace from the caller's request to Ready", async () => {
  await trace();
  await vi.waitFor(() => expect(cluster.watches.size).toBe(4));
  const traceId = "0af7651916cd43dd8448eb211c80319c";
  const revision = await create("traced", { traceparent: `00-${traceId}-b7ad6b7169203331-01` });
  show("traced", revision, { sync: "OutOfSync", health: "Missing" });
  show("traced", revision, { health: "Progressing" });
  show("traced", revision);
  await vi.waitFor(() => expect(pathsOf(traceId)).toEqual(provisioning), { timeout: 20_000 });
  const spans = ofTrace(traceId);
  const root = spans.find(({ name }) => name === "POST /api/stores");
  expect(root?.parentSpanId).toBe("b7ad6b7169203331");
  expect(new Set(spans.map(({ service }) => service))).toEqual(new Set(["storeplane-under-test"]));
  const rollout = spans.find(({ name }) => name === "roll out");
  const push = spans.find(({ name }) => name === "push");
  expect(rollout?.attributes).toContainEqual({ key: "storeplane.commit", value: { stringValue: revision } });
  expect(BigInt(rollout?.endTimeUnixNano ?? 0)).toBeGreaterThan(BigInt(push?.startTimeUnixNano ?? 0));
  const message = await platform.git("ls-remote", "origin", "main").then(async () => {
    await platform.git("fetch", "--quiet");
    return platform.git("log", "-1", "--format=%B", revision);
  });
  const commit = spans.find(({ name }) => name === "commit");
  expect(message).toContain(`Storeplane-Trace: 00-${traceId}-${commit?.spanId}-01`);
});

test("another process goes on with the trace, since the signed commit carries it", async () => {
  await trace();
  const traceId = "1af7651916cd43dd8448eb211c80319c";
  const revision = await create("handed-over", { traceparent: `00-${traceId}-b7ad6b7169203331-01` });
  await platform.restart();
  await vi.waitFor(() => expect(cluster.watches.size).toBe(4));
  show("handed-over", revision);
  const expected = provisioning.filter((name) => !/Application appears|synced|healthy/.test(name));
  await vi.waitFor(() => expect(pathsOf(traceId)).toEqual(expect.arrayContaining(expected)), { timeout: 20_000 });
  expect(ofTrace(traceId).filter(({ name }) => name === "roll out")).toHaveLength(1);
});

test("changes that share a push have it in each one's own trace", async () => {
  await trace();
  const ids = Array.from({ length: 6 }, (_, index) => `${index}bf7651916cd43dd8448eb211c80319c`);
  await Promise.all(ids.map((id, index) => create(`shared-${index}`, { traceparent: `00-${id}-b7ad6b7169203331-01` })));
  await vi.waitFor(
    () => {
      for (const id of ids) expect(pathsOf(id)).toContain("POST /api/stores > commit > push");
    },
    { timeout: 20_000 },
  );
});

test("a caller's trace that isn't recorded leaves nothing behind, neither at the collector nor in the commit", async () => {
  await trace();
  const traceId = "2af7651916cd43dd8448eb211c80319c";
  const revision = await create("unsampled", { traceparent: `00-${traceId}-b7ad6b7169203331-00` });
  const later = "4af7651916cd43dd8448eb211c80319c";
  await create("sampled", { traceparent: `00-${later}-b7ad6b7169203331-01` });
  await vi.waitFor(() => expect(pathsOf(later)).toContain("POST /api/stores"), { timeout: 20_000 });
  expect(ofTrace(traceId)).toEqual([]);
  await platform.git("fetch", "--quiet");
  expect(await platform.git("log", "-1", "--format=%B", revision)).not.toContain("Storeplane-Trace");
});
