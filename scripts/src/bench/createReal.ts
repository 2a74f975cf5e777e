import { setTimeout as sleep } from "node:timers/promises";
import { apiClient } from "../apiClient.ts";
import { leftoversOf } from "../cluster/leftovers.ts";
import type { Instance } from "../instance.ts";
import type { Figure } from "./figure.ts";
import { answered, ask, type Engine, startShopping } from "./shopping.ts";

const runs = 10;

/** Seconds after the start at which each step of one store's life was done. */
interface Steps {
  readonly commit: number;
  readonly application: number;
  readonly shop: number;
  readonly shopping: number;
  readonly ready: number;
  /** From the call until nothing is left. */
  readonly gone: number;
}

/** Without a backup, whose time depends on what is in the store. */
async function deleted(instance: Instance, name: string): Promise<number> {
  const started = performance.now();
  await apiClient(instance.urls.api).call("DELETE", `/stores/${name}?confirm=${name}&backup=skip`);
  const deadline = Date.now() + 120_000;
  while ((await leftoversOf(instance.kubeconfig, name)).length > 0) {
    if (Date.now() > deadline) throw new Error(`${name}: not gone after two minutes`);
    await sleep(200);
  }
  return (performance.now() - started) / 1000;
}

async function liveOnce(instance: Instance, engine: Engine, name: string): Promise<Steps> {
  const api = apiClient(instance.urls.api);
  const started = performance.now();
  const since = (): number => (performance.now() - started) / 1000;

  const created = await api.call("POST", "/stores", { name, engine });
  if (created.status !== 201) throw new Error(`create ${name}: ${JSON.stringify(created)}`);
  const commit = since();
  const readyAt = api.waitForStore(name, "Ready", (found) => found?.status.phase === "Ready", 120).then(since);
  await api.waitForStore(name, "provisioning", (found) => found !== undefined && found.status.phase !== "Pending", 60);
  const application = since();
  await answered(() => ask(instance, name, "/", { timeoutMs: 2_000 }));
  const shop = since();
  await startShopping(instance, engine, name);
  const shopping = since();
  const ready = await readyAt;
  return { commit, application, shop, shopping, ready, gone: await deleted(instance, name) };
}

/** Create → a shopper can shop, on the real node, with where the seconds go; and deletion → nothing left. */
export async function benchCreateReal(instance: Instance, engine: Engine): Promise<Figure[]> {
  const all: Steps[] = [];
  for (let run = 0; run < runs; run++) all.push(await liveOnce(instance, engine, `bakery-${engine}-${run}`));
  const step = (name: string, pick: (steps: Steps) => number, bound?: number): Figure => ({
    name: `${engine}: ${name}`,
    unit: "s",
    samples: all.map(pick),
    ...(bound === undefined ? {} : { bound }),
  });
  return [
    step("create → a shopper can shop", (steps) => steps.shopping, 15),
    step("  of it: → commit on the remote", (steps) => steps.commit),
    step("  of it: commit → Application", (steps) => steps.application - steps.commit),
    step("  of it: Application → shop answers 200", (steps) => steps.shop - steps.application),
    step("  of it: shop answers → cart or catalogue", (steps) => steps.shopping - steps.shop),
    step("create → status Ready", (steps) => steps.ready),
    step("deletion → nothing left", (steps) => steps.gone, 15),
  ];
}
