import { Client, Store } from "@medusajs/js-sdk";
import type { ShopConfig } from "./config.ts";
import { inTurn } from "./inTurn.ts";

const TIMEOUT_MS = 20_000;

/** The store's API, on the shop's own origin. */
export type Medusa = Store;

/**
 * Connects to the store's API. Shoppers have no account here, so nothing is sent but the publishable key; above all not
 * the session of a merchant who looks at the shop in the same browser.
 */
export function createMedusa(config: ShopConfig): Medusa {
  const client = new Client({
    baseUrl: window.location.origin,
    publishableKey: config.publishableKey,
    auth: { type: "jwt", jwtTokenStorageMethod: "memory" },
  });
  const send = client.fetch.bind(client);
  // Medusa locks a cart while it changes and refuses a second change meanwhile.
  const turn = inTurn();
  client.fetch = <T>(input: Parameters<typeof send>[0], init?: Parameters<typeof send>[1]) => {
    const call = () => send<T>(input, { signal: AbortSignal.timeout(TIMEOUT_MS), ...init });
    return (init?.method ?? "GET") === "GET" ? call() : turn(call);
  };
  return new Store(client);
}
