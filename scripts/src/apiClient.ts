import { setTimeout as sleep } from "node:timers/promises";
import { storeDetail } from "@storeplane/control-api/http/schemas.ts";
import type { z } from "zod";

export type StoreDetail = z.infer<typeof storeDetail>;

export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** A client of one control API, for tests and benchmarks. */
export interface ApiClient {
  /** One call; the body is sent and parsed as JSON. @throws when there is no answer within 30 s */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<ApiAnswer>;
  /** The store as the API shows it, or undefined when it isn't known. */
  getStore(name: string): Promise<StoreDetail | undefined>;
  /** Waits until `condition` holds for the store. @throws with the last seen status when `seconds` have passed */
  waitForStore(
    name: string,
    what: string,
    condition: (found: StoreDetail | undefined) => boolean,
    seconds?: number,
  ): Promise<StoreDetail | undefined>;
}

/** @param url of the API, such as `http://127.0.0.1:7400/api` */
export function apiClient(url: string): ApiClient {
  const call: ApiClient["call"] = async (method, path, body, headers = {}) => {
    const response = await fetch(url + path, {
      method,
      headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    });
    const text = await response.text();
    return { status: response.status, body: text === "" ? undefined : JSON.parse(text) };
  };

  const getStore: ApiClient["getStore"] = async (name) => {
    const answer = await call("GET", `/stores/${name}`);
    return answer.status === 404 ? undefined : storeDetail.parse(answer.body);
  };

  return {
    call,
    getStore,
    async waitForStore(name, what, condition, seconds = 90) {
      const deadline = Date.now() + seconds * 1000;
      let last: StoreDetail | undefined;
      while (Date.now() < deadline) {
        last = await getStore(name);
        if (condition(last)) return last;
        await sleep(50);
      }
      throw new Error(`${name}: not ${what} after ${seconds} s; last seen ${JSON.stringify(last?.status)}`);
    },
  };
}
