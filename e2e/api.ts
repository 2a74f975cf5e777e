import { setTimeout as sleep } from "node:timers/promises";
import { type problem, type store, storeDetail } from "@storeplane/control-api/schemas";
import type { z } from "zod";
import { platform } from "./platform.ts";

export type Store = z.infer<typeof store>;
export type StoreDetail = z.infer<typeof storeDetail>;
export type Phase = Store["status"]["phase"];

/** One API call; returns the status and the parsed JSON body. */
export async function call(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(platform.apiUrl + path, {
    method,
    headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(30_000),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
}

/** The store as the API shows it, or undefined when it isn't known. */
export async function getStore(name: string): Promise<StoreDetail | undefined> {
  const answer = await call("GET", `/stores/${name}`);
  return answer.status === 404 ? undefined : storeDetail.parse(answer.body);
}

/** Waits until `condition` holds for the store. @throws with the last seen status when `seconds` have passed. */
export async function waitForStore(
  name: string,
  what: string,
  condition: (found: StoreDetail | undefined) => boolean,
  seconds = 90,
): Promise<StoreDetail | undefined> {
  const deadline = Date.now() + seconds * 1000;
  let last: StoreDetail | undefined;
  while (Date.now() < deadline) {
    last = await getStore(name);
    if (condition(last)) return last;
    await sleep(200);
  }
  throw new Error(`${name}: not ${what} after ${seconds} s; last seen ${JSON.stringify(last?.status)}`);
}

/** Waits until the store is Ready at `commit` or, without it, at its last commit. */
export async function waitForReady(name: string, seconds = 90): Promise<void> {
  await waitForStore(name, "Ready", (found) => found?.status.phase === "Ready", seconds);
}

export type Problem = z.infer<typeof problem>;
