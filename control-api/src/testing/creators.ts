/** Many people who create stores at once, and what each was told. */
import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

export interface Sent {
  readonly name: string;
  /** The Idempotency-Key. */
  readonly key: string;
  /** The commit that was answered with 201; undefined when the answer was another, or none. */
  commit?: string;
  /** HTTP statuses of all tries, 0 for no answer. */
  readonly statuses: number[];
  /** Milliseconds from the first try until the answer. */
  ms: number;
}

export interface Load {
  /** Everything sent so far. */
  readonly sent: readonly Sent[];
  /** Takes no new store; resolves when the last request is answered. */
  finish(): Promise<readonly Sent[]>;
}

export interface LoadOptions {
  /** Addresses of the control APIs; each try goes to the next. */
  readonly urls: readonly string[];
  readonly creators: number;
  /** The `index`-th name. */
  readonly nameOf: (index: number) => string;
  /** How many stores are created in all, unless `finish` is called before. */
  readonly most: number;
  /** Whether to send it again with the same key until it is answered 201, and for how long in milliseconds. */
  readonly retryFor?: number;
}

const answer = z.object({ commit: z.object({ id: z.string() }) });

export function startCreators(options: LoadOptions): Load {
  const { urls, creators, nameOf, most, retryFor = 0 } = options;
  const sent: Sent[] = [];
  let finished = false;
  let tries = 0;
  const nextUrl = () => urls[tries++ % urls.length] ?? "";

  const create = async () => {
    while (!finished && sent.length < most) {
      const request: Sent = { name: nameOf(sent.length), key: randomUUID(), statuses: [], ms: 0 };
      sent.push(request);
      const startedAt = performance.now();
      await send(request, nextUrl());
      while (request.commit === undefined && performance.now() - startedAt < retryFor) {
        await sleep(100);
        await send(request, nextUrl());
      }
      request.ms = performance.now() - startedAt;
    }
  };
  const running = Promise.all(Array.from({ length: creators }, create));
  return {
    sent,
    async finish() {
      finished = true;
      await running;
      return sent;
    },
  };
}

/** Sends each once more, with the key it had; all at once. */
export async function sendAgain(requests: readonly Sent[], urls: readonly string[]): Promise<void> {
  await Promise.all(requests.map((request, index) => send(request, urls[index % urls.length] ?? "")));
}

async function send(request: Sent, url: string): Promise<void> {
  try {
    const response = await fetch(`${url}/api/stores`, {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": request.key },
      body: JSON.stringify({ name: request.name, engine: "medusa", displayName: request.name }),
      signal: AbortSignal.timeout(40_000),
    });
    const body: unknown = await response.json();
    request.statuses.push(response.status);
    if (response.status === 201) request.commit = answer.parse(body).commit.id;
  } catch {
    request.statuses.push(0);
  }
}

/** Creates `options.most` stores and resolves when all are answered. */
export async function createAll(options: LoadOptions): Promise<readonly Sent[]> {
  const load = startCreators(options);
  while (load.sent.length < options.most) await sleep(20);
  return await load.finish();
}
