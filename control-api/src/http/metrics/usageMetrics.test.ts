import { Registry } from "prom-client";
import { expect, test } from "vitest";
import { requestMetrics } from "./requestMetrics.ts";
import { usageMetrics } from "./usageMetrics.ts";

const reading = {
  at: 0,
  stores: new Map(Array.from({ length: 50 }, (_, index) => [`store-${index}`, { cpu: 0.1, memory: index }])),
};

test("only the largest stores get series of their own; the sum is of all", async () => {
  const registry = new Registry();
  usageMetrics(registry, { usage: async () => reading, usageOfStores: 3 });
  const text = await registry.metrics();
  expect([...text.matchAll(/storeplane_store_memory_bytes\{store="([^"]+)"\}/g)].map(([, store]) => store)).toEqual([
    "store-49",
    "store-48",
    "store-47",
  ]);
  expect(text).toContain(`storeplane_stores_memory_bytes ${(49 * 50) / 2}`);
});

test("switched off, metrics-server isn't asked", async () => {
  const registry = new Registry();
  let asked = 0;
  const usage = async () => {
    asked += 1;
    return reading;
  };
  usageMetrics(registry, { usage, usageOfStores: 0 });
  expect(await registry.metrics()).not.toContain("{store=");
  expect(asked).toBe(0);
});

test("whatever callers do, the limits' metric has few series", async () => {
  const registry = new Registry();
  const { observeLimit } = requestMetrics(registry, { streams: () => 0 });
  for (let index = 0; index < 100; index += 1) observeLimit(`limit-${index}`);
  observeLimit('odd "kind"\n');
  const text = await registry.metrics();
  expect([...text.matchAll(/storeplane_limit_hits_total\{/g)].length).toBeLessThanOrEqual(21);
  expect(text).toContain('storeplane_limit_hits_total{limit="other"} 81');
});
