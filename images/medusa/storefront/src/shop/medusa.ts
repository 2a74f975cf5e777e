import { Client, Store } from "@medusajs/js-sdk";
import type { ShopConfig } from "./config.ts";
import { inTurn } from "./inTurn.ts";
import { storage } from "./storage.ts";

const TIMEOUT_MS = 20_000;

/** The store's API, on the shop's own origin. */
export type Medusa = Store;

/**
 * Where a signed-in customer's token is kept: in the shop's own storage, which pages of other origins can't read, and sent
 * in a header, which they can't make a browser send. Scripts of others don't run here: the page's policy allows none.
 */
const tokenStorage = {
  getItem: async (key: string) => storage.read(key) ?? null,
  setItem: async (key: string, token: string) => storage.write(key, token),
  removeItem: async (key: string) => storage.write(key, undefined),
};

/**
 * Connects to the store's API. Cookies are never sent, above all not the session of a merchant who looks at the shop in the
 * same browser.
 */
export function createMedusa(config: ShopConfig): { medusa: Medusa; client: Client } {
  const client = new Client({
    baseUrl: window.location.origin,
    publishableKey: config.publishableKey,
    auth: {
      type: "jwt",
      jwtTokenStorageMethod: "custom",
      jwtTokenStorageKey: "customer",
      storage: tokenStorage,
    },
  });
  const send = client.fetch.bind(client);
  // Medusa locks a cart while it changes and refuses a second change meanwhile.
  const turn = inTurn();
  client.fetch = <T>(input: Parameters<typeof send>[0], init?: Parameters<typeof send>[1]) => {
    const call = () => send<T>(input, { signal: AbortSignal.timeout(TIMEOUT_MS), ...init });
    return (init?.method ?? "GET") === "GET" ? call() : turn(call);
  };
  return { medusa: new Store(client), client };
}
