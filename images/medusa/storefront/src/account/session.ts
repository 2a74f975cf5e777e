import { Auth, type Client, FetchError } from "@medusajs/js-sdk";
import type { HttpTypes } from "@medusajs/types";
import type { Medusa } from "../shop/medusa.ts";

/** The ways to the store's API. */
interface Api {
  readonly medusa: Medusa;
  readonly client: Client;
}

/** What a shopper signs in with. */
export interface Credentials {
  readonly email: string;
  readonly password: string;
}

/** Who registers. */
export interface NewCustomer extends Credentials {
  readonly first_name: string;
  readonly last_name: string;
}

const authOf = ({ client }: Api) => new Auth(client, { baseUrl: window.location.origin });

/** Whether the server refused for want of the right to it. */
export const isUnauthorized = (error: unknown): boolean => error instanceof FetchError && error.status === 401;

/** Runs a call; a refusal becomes a sentence for the shopper. */
async function orSay<T>(call: () => Promise<T>, refusal: string): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (isUnauthorized(error)) throw new Error(refusal, { cause: error });
    throw error;
  }
}

/** The customer that this browser is signed in as; null for a guest, or when the time of the session is over. */
export async function currentCustomer({ medusa, client }: Api): Promise<HttpTypes.StoreCustomer | null> {
  if (!(await client.getToken())) return null;
  try {
    return (await medusa.customer.retrieve()).customer;
  } catch (error) {
    if (!isUnauthorized(error)) throw error;
    await client.clearToken();
    return null;
  }
}

/** Signs in. @throws Error that tells the shopper what is wrong; then nobody is signed in */
export async function signIn(api: Api, credentials: Credentials): Promise<HttpTypes.StoreCustomer> {
  await api.client.clearToken();
  await orSay(
    () => authOf(api).login("customer", "emailpass", { ...credentials }),
    "This email and this password don't belong together.",
  );
  const customer = await currentCustomer(api);
  if (customer === null) throw new Error("There is no account with this email yet. Create one.");
  return customer;
}

/** Makes an account and signs in. One that was broken off after its first step is taken up again. @throws as `signIn` does */
export async function register(api: Api, { password, ...person }: NewCustomer): Promise<HttpTypes.StoreCustomer> {
  const credentials = { email: person.email, password };
  await api.client.clearToken();
  await orSay(
    () => authOf(api).register("customer", "emailpass", credentials),
    "There is an account with this email already. Sign in instead.",
  );
  try {
    await api.medusa.customer.create(person);
  } finally {
    // What registering answers with is good for this one call.
    await api.client.clearToken();
  }
  return signIn(api, credentials);
}
