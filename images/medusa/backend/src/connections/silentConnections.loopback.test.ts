import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { endSilentConnections, silentPorts } from "./silentConnections";

const header =
  "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode                     \n";
const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

it("tells connections on which nothing is acknowledged from those that work or wait for an answer", () => {
  // As Linux showed them two minutes after a database's packets had been dropped; the last two are others.
  const table = `${header}
   0: 1F00D60A:82C8 33D4E00A:1538 01 00000089:00000000 01:00002AE0 0000000A 10001        0 11081560 3 000000000b3fe476 12000 4 32 1 -1
   1: 1F00D60A:9EF6 33D4E00A:1538 01 000000D5:00000000 04:0000099A 00000000 10001        9 11083747 3 00000000a6d10d76 20 4 1 138 -1
   2: 1F00D60A:EBEC 33D4E00A:1538 01 000000B3:00000000 01:00000AE0 00000003 10001        0 11082113 3 000000000f721ba1 12000 4 28 1 -1
   3: 00000000:2328 00000000:0000 0A 00000000:00000000 00:00000000 00000000 10001        0 11082114 3 000000002cc3b355 12000 4 22 1 -1
`;
  expect(silentPorts(table)).toEqual(["33480 5432", "40694 5432"]);
});

it("ends the silent connection and leaves the others, and ends nothing once it is stopped", async () => {
  vi.spyOn(console, "warn").mockReturnValue();
  const folder = await mkdtemp(join(tmpdir(), "storeplane-silent-"));
  cleanUps.push(() => rm(folder, { recursive: true, force: true }));
  const table = join(folder, "tcp");
  const stop = endSilentConnections({ everyMs: 10, tables: [join(folder, "none"), table] });
  cleanUps.push(stop);
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  cleanUps.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  const connect = async () => {
    const socket = new Socket().connect(port, "127.0.0.1");
    cleanUps.push(() => socket.destroy());
    await once(socket, "connect");
    return socket;
  };
  const hex = (value = 0) => value.toString(16).toUpperCase().padStart(4, "0");
  const row = ({ localPort }: Socket) =>
    `   0: 0100007F:${hex(localPort)} 0100007F:${hex(port)} 01 00000089:00000000 01:00002AE0 00000007 0 0 1 3 0 20 4 30 10 -1\n`;
  const [silent, other] = [await connect(), await connect()];
  await writeFile(table, header + row(silent));
  await once(silent, "close");
  expect(other.destroyed).toBe(false);
  stop();
  await writeFile(table, header + row(other));
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(other.destroyed).toBe(false);
});
