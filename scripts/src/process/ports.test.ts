import { once } from "node:events";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { accepts, portHolder } from "./ports.ts";

test("the process that holds a port is named", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  expect(await accepts(port)).toBe(true);
  expect(await portHolder(port)).toMatchObject({ pid: process.pid });
  server.close();
  await once(server, "close");
  expect(await accepts(port)).toBe(false);
  expect(await portHolder(port)).toBeUndefined();
});
