import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { holdRequests } from "./heldRequests";

test("who asks before the store has started is answered once it has, and the port is the store's from then on", async () => {
  const held = holdRequests(0, "127.0.0.1");
  await once(held.port, "listening");
  const { port } = held.port.address() as AddressInfo;
  const ask = async () => (await fetch(`http://127.0.0.1:${port}/health`, { headers: { connection: "close" } })).text();
  let early = "";
  const asked = ask().then((text) => {
    early = text;
  });
  await once(held.port, "request");
  const givesUp = fetch(`http://127.0.0.1:${port}/health`, { signal: AbortSignal.timeout(50) });
  await expect(givesUp).rejects.toThrow();
  expect(early).toBe("");

  const store = createServer((_, response) => response.end("OK"));
  onTestFinished(() => void store.close());
  await once(store.listen(held.port), "listening");
  held.answerBy(store);
  await asked;
  expect(early).toBe("OK");
  expect(await ask()).toBe("OK");
});
