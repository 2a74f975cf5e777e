import { z } from "zod";

const event = z.object({ name: z.string(), status: z.object({ phase: z.string() }) });

/** Store events as a browser gets them, one listener at a time. */
export interface StoreEvents {
  /** Resolves when the store was told to be in that phase. */
  phase(store: string, phase: string): Promise<void>;
  close(): void;
}

/** Opens the event stream and waits until everything known was sent. */
export async function openStoreEvents(url: string): Promise<StoreEvents> {
  const ending = new AbortController();
  const response = await fetch(`${url}/api/stream`, { signal: ending.signal });
  const waiting = new Map<string, () => void>();
  const ready = Promise.withResolvers<void>();
  const read = async () => {
    let rest = "";
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const blocks = (rest + chunk).split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        const type = /^event: (.*)$/m.exec(block)?.[1];
        if (type === "ready") ready.resolve();
        if (type !== "store") continue;
        const { name, status } = event.parse(JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? "null"));
        waiting.get(`${name} ${status.phase}`)?.();
      }
    }
  };
  read().catch(ready.reject);
  await ready.promise;
  return {
    phase: (store, phase) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error(`${store}: no event of ${phase} within 10 s`)), 10_000);
        waiting.set(`${store} ${phase}`, () => {
          clearTimeout(timer);
          waiting.delete(`${store} ${phase}`);
          resolve();
        });
      }),
    close: () => ending.abort(),
  };
}

/** Milliseconds from a change of health until the store's new status reaches the browser, change by change. */
export async function statusEvents(options: {
  readonly url: string;
  readonly stores: readonly string[];
  readonly changes: number;
  readonly change: (store: string, health: "Healthy" | "Degraded") => Promise<void> | void;
}): Promise<number[]> {
  const { url, stores, changes, change } = options;
  const events = await openStoreEvents(url);
  const samples: number[] = [];
  try {
    for (let round = -10; round < changes; round += 1) {
      const store = stores[(round + 1_000) % stores.length] ?? "";
      for (const [health, phase] of [
        ["Degraded", "Degraded"],
        ["Healthy", "Ready"],
      ] as const) {
        const told = events.phase(store, phase);
        const started = performance.now();
        await change(store, health);
        await told;
        if (round >= 0) samples.push(performance.now() - started);
      }
    }
  } finally {
    events.close();
  }
  return samples;
}
