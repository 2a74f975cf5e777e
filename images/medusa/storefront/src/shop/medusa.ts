import { Client, Store } from "@medusajs/js-sdk";
import type { ShopConfig } from "./config.ts";

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
  client.fetch = (input, init) => send(input, { signal: AbortSignal.timeout(TIMEOUT_MS), ...init });
  return new Store(client);
}
