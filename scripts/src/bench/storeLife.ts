import { setTimeout as sleep } from "node:timers/promises";
import { storeUsage } from "@storeplane/control-api/http/schemas.ts";
import { type ApiClient, apiClient } from "../apiClient.ts";
import type { Instance } from "../instance.ts";
import type { Figure } from "./figure.ts";
import { answered, ask, type Engine, startShopping } from "./shopping.ts";

const rounds = 3;
/** Memory is looked at when the start is over and metrics have been taken since. */
const settleMs = 45_000;
const requestEveryMs = 100;
const memoryBound: Record<Engine, number> = { medusa: 450, woocommerce: 200 };

const isReady = (found: { status: { phase: string } } | undefined): boolean => found?.status.phase === "Ready";

async function memoryOf(api: ApiClient, name: string): Promise<number> {
  const { memory } = storeUsage.parse((await api.call("GET", `/stores/${name}/usage`)).body);
  if (memory === undefined) throw new Error(`The cluster doesn't say what ${name} uses.`);
  return memory / 1_000_000;
}

/** Seconds until the store's status says so. */
async function changed(api: ApiClient, name: string, action: "suspend" | "resume"): Promise<number> {
  const started = performance.now();
  const { status, body } = await api.call("POST", `/stores/${name}/${action}`, {});
  if (status !== 200) throw new Error(`${action} ${name}: ${JSON.stringify(body)}`);
  const wanted = action === "suspend" ? "Suspended" : "Ready";
  await api.waitForStore(name, wanted, (found) => found?.status.phase === wanted, 120);
  return (performance.now() - started) / 1000;
}

/** Requests at a steady pace until `work` is done. @returns how many failed, each with what it was told instead */
async function failuresDuring(instance: Instance, name: string, work: Promise<unknown>): Promise<string[]> {
  const pending: Promise<string | undefined>[] = [];
  let over = false;
  const done = work.finally(() => {
    over = true;
  });
  while (!over) {
    pending.push(
      ask(instance, name, "/", { timeoutMs: 10_000 }).then(
        ({ status, body }) => (status === 200 ? undefined : `${status} ${body.slice(0, 100)}`),
        (error: Error) => error.message,
      ),
    );
    await sleep(requestEveryMs);
  }
  await done;
  return (await Promise.all(pending)).filter((failure) => failure !== undefined);
}

async function rolledOut(api: ApiClient, name: string, tagline: string): Promise<void> {
  const changed = await api.call(
    "PATCH",
    `/stores/${name}`,
    { values: { storefront: { tagline } } },
    { "if-match": "*" },
  );
  if (changed.status !== 200) throw new Error(`change ${name}: ${JSON.stringify(changed)}`);
  await api.waitForStore(name, "Ready", isReady, 180);
}

/** What a store costs while nobody buys, how fast it stops and comes back, and what shoppers notice of a change. */
export async function benchStoreLife(instance: Instance, engine: Engine): Promise<Figure[]> {
  const api = apiClient(instance.urls.api);
  const name = `corner-${engine}`;
  await api.call("POST", "/stores", { name, engine });
  await api.waitForStore(name, "Ready", isReady, 180);
  await startShopping(instance, engine, name);
  await sleep(settleMs);
  const memory = await memoryOf(api, name);

  const suspend: number[] = [];
  const resume: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    suspend.push(await changed(api, name, "suspend"));
    resume.push(await changed(api, name, "resume"));
    await answered(() => ask(instance, name, "/"));
  }

  const failures: string[][] = [];
  for (let round = 0; round < rounds; round += 1)
    failures.push(await failuresDuring(instance, name, rolledOut(api, name, `Round ${round}.`)));
  await api.call("DELETE", `/stores/${name}?confirm=${name}&backup=skip`);
  await api.waitForStore(name, "gone", (found) => found === undefined, 120);
  return [
    { name: `${engine}: memory of an idle store`, unit: "MB", samples: [memory], bound: memoryBound[engine] },
    { name: `${engine}: suspend`, unit: "s", samples: suspend, bound: 10 },
    { name: `${engine}: resume`, unit: "s", samples: resume, bound: 10 },
    {
      name: `${engine}: failed requests of a rolling update, 10 requests a second`,
      unit: "",
      samples: failures.map(({ length }) => length),
      bound: 0,
      note: failures.flat()[0] ?? "",
    },
  ];
}
