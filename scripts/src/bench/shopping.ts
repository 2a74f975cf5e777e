import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { type ShopResponse, shopRequest } from "../ingress/shopRequest.ts";
import type { Instance } from "../instance.ts";

export const engines = ["medusa", "woocommerce"] as const;
export type Engine = (typeof engines)[number];

const patienceMs = 120_000;
const shopConfig = z.object({ publishableKey: z.string(), regionId: z.string() });

/** A request to a store's shop as a shopper's browser would send it. */
export function ask(
  instance: Instance,
  store: string,
  path: string,
  options: Parameters<typeof shopRequest>[3] = {},
): Promise<ShopResponse> {
  return shopRequest(instance.ports.ingress, `${store}.localhost`, path, { timeoutMs: 5_000, ...options });
}

/** Asks until the answer is 200; returns its body. @throws after two minutes */
export async function answered(request: () => Promise<ShopResponse>): Promise<string> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    const answer = await request().catch((error: unknown) => ({ status: 0, body: String(error) }));
    if (answer.status === 200) return answer.body;
    if (Date.now() > deadline) throw new Error(`The shop answered ${answer.status}: ${answer.body.slice(0, 300)}`);
    await sleep(50);
  }
}

/** The first thing a shopper does behind the front page: a cart where the engine makes one, else a look into the catalogue. */
export async function startShopping(instance: Instance, engine: Engine, store: string): Promise<void> {
  if (engine === "woocommerce") {
    await answered(() => ask(instance, store, "/wp-json/"));
    return;
  }
  const config = shopConfig.parse(JSON.parse(await answered(() => ask(instance, store, "/config.json"))));
  await answered(() =>
    ask(instance, store, "/store/carts", {
      headers: { "x-publishable-api-key": config.publishableKey },
      json: { region_id: config.regionId },
    }),
  );
}
