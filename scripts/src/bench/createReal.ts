import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { apiClient } from "../apiClient.ts";
import { shopRequest } from "../ingress/shopRequest.ts";
import type { Instance } from "../instance.ts";
import type { Figure } from "./figure.ts";

const runs = 10;
const patienceMs = 120_000;

const shopConfig = z.object({ publishableKey: z.string(), regionId: z.string() });

/** Asks until the answer is 200; returns its body. @throws after two minutes */
async function answered(ask: () => Promise<{ status: number; body: string }>, what: string): Promise<string> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const answer = await ask().catch((error: unknown) => ({ status: 0, body: String(error) }));
    if (answer.status === 200) return answer.body;
    if (Date.now() > deadline) throw new Error(`${what}: ${answer.status} ${answer.body.slice(0, 300)}`);
    await sleep(50);
  }
}

/** Seconds after the start at which each step of one creation was done. */
interface Steps {
  readonly commit: number;
  readonly application: number;
  readonly shop: number;
  readonly cart: number;
  readonly ready: number;
}

async function createOnce(instance: Instance, name: string): Promise<Steps> {
  const api = apiClient(instance.urls.api);
  const host = `${name}.localhost`;
  const port = instance.ports.ingress;
  const started = performance.now();
  const since = (): number => (performance.now() - started) / 1000;

  const created = await api.call("POST", "/stores", { name, engine: "medusa" });
  if (created.status !== 201) throw new Error(`create ${name}: ${JSON.stringify(created)}`);
  const commit = since();
  const readyAt = api.waitForStore(name, "Ready", (found) => found?.status.phase === "Ready", 120).then(since);
  await api.waitForStore(name, "provisioning", (found) => found !== undefined && found.status.phase !== "Pending", 60);
  const application = since();
  await answered(() => shopRequest(port, host, "/", { timeoutMs: 2_000 }), "shop");
  const shop = since();
  const config = shopConfig.parse(JSON.parse(await answered(() => shopRequest(port, host, "/config.json"), "config")));
  await answered(
    () =>
      shopRequest(port, host, "/store/carts", {
        headers: { "x-publishable-api-key": config.publishableKey },
        json: { region_id: config.regionId },
      }),
    "cart",
  );
  const cart = since();
  return { commit, application, shop, cart, ready: await readyAt };
}

/** Create → the storefront answers 200 and a cart can be made, on the real node, with where the seconds go. */
export async function benchCreateReal(instance: Instance): Promise<Figure[]> {
  const api = apiClient(instance.urls.api);
  const all: Steps[] = [];
  for (let run = 0; run < runs; run++) {
    const name = `bakery-${run}`;
    all.push(await createOnce(instance, name));
    await api.call("DELETE", `/stores/${name}?confirm=${name}`);
    await api.waitForStore(name, "gone", (found) => found === undefined, 60);
  }
  const step = (name: string, pick: (steps: Steps) => number, bound?: number): Figure => ({
    name,
    unit: "s",
    samples: all.map(pick),
    ...(bound === undefined ? {} : { bound }),
  });
  return [
    step("create → cart can be made (real node)", (steps) => steps.cart, 25),
    step("  of it: → commit on the remote", (steps) => steps.commit),
    step("  of it: commit → Application", (steps) => steps.application - steps.commit),
    step("  of it: Application → shop answers 200", (steps) => steps.shop - steps.application),
    step("  of it: shop answers → cart made", (steps) => steps.cart - steps.shop),
    step("create → status Ready (real node)", (steps) => steps.ready),
  ];
}
