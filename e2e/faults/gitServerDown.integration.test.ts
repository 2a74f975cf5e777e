import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { call, getStore, waitForReady, waitForStore } from "../api.ts";
import { whileStopped } from "../processes.ts";

test("with the Git server down a change is answered 503 and nothing is kept of it; when it is back, the next one works", async () => {
  const name = `river-stones-${randomBytes(2).toString("hex")}`;
  const create = () => call("POST", "/stores", { name, engine: "medusa" });
  await whileStopped(["git-server"], async () => {
    const refused = await create();
    expect(refused.status, JSON.stringify(refused.body)).toBe(503);
    expect(refused.body).toMatchObject({ status: 503, title: expect.any(String) });
    expect(await getStore(name)).toBeUndefined();
    // What is known stays readable meanwhile.
    expect((await call("GET", "/stores")).status).toBe(200);
  });
  expect((await create()).status).toBe(201);
  await waitForReady(name, 120);
  await call("DELETE", `/stores/${name}?confirm=${name}`);
  await waitForStore(name, "gone", (found) => found === undefined, 120);
});
