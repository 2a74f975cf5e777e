import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:net";
import { expect, test, vi } from "vitest";
import { startVisitCounter } from "./visitCounter.ts";

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address ? address.port : 0;
}

test("requests that nginx tells of are counted by host, and hosts without one are told of as well", async () => {
  const port = await freePort();
  const counter = await startVisitCounter(port);
  const nginx = createSocket("udp4");
  try {
    counter.setHosts(["acme.localhost", "quiet.localhost"]);
    const read = async () => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(await read()).toContain('{host="quiet.localhost",method="GET",status="200"} 0');
    for (const text of [
      "visit: acme.localhost GET 200",
      "visit: acme.localhost GET 200",
      "nonsense",
      'visit: a" GET 200',
    ])
      nginx.send(`<190>Jan  1 12:00:00 ${text}`, port, "127.0.0.1");
    await vi.waitFor(async () => expect(await read()).toContain('{host="acme.localhost",method="GET",status="200"} 2'));
    expect((await read()).split("\n").filter((line) => line.startsWith("nginx"))).toHaveLength(2);
  } finally {
    nginx.close();
    await counter.close();
  }
});
