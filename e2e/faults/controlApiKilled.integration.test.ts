import { randomBytes, randomUUID } from "node:crypto";
import { waitUntil } from "@storeplane/scripts/process/waitUntil.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { call, waitForStore } from "../api.ts";
import { platform } from "../platform.ts";
import { crash } from "../processes.ts";
import { cloneStores, type StoresCheckout } from "../storesCheckout.ts";

let checkout: StoresCheckout;
beforeAll(async () => {
  checkout = await cloneStores(platform.gitUrl);
});
afterAll(() => checkout.remove());

test("a create that was cut off by a crash of the control API is made once, however often it is sent with its Idempotency-Key", async () => {
  const name = `lost-answer-${randomBytes(2).toString("hex")}`;
  const key = randomUUID();
  const create = () => call("POST", "/stores", { name, engine: "medusa" }, { "idempotency-key": key });
  // The crash may come before, while or after the commit is made: each must end with one commit.
  const first = create().catch(() => undefined);
  await crash("control-api");
  await first;
  await waitUntil("the control API answers again", async () => (await call("GET", "/health/ready")).status === 200, {
    timeoutMs: 30_000,
  });
  const answers = [await create(), await create()];
  expect(answers.map((answer) => answer.status)).toEqual([201, 201]);
  await checkout.pull();
  const creations = (await checkout.log()).split("\n").filter((line) => line.includes(`create store ${name} `));
  expect(creations).toHaveLength(1);
  await call("DELETE", `/stores/${name}?confirm=${name}`);
  await waitForStore(name, "gone", (found) => found === undefined, 120);
});
