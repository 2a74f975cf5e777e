import { createSocket } from "node:dgram";
import { expect, test, vi } from "vitest";
import { freePort } from "../process/ports.ts";
import { startVisitCounter } from "./visitCounter.ts";

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
