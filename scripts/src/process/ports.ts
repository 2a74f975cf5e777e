import { once } from "node:events";
import { readdir, readFile, readlink } from "node:fs/promises";
import { connect, createServer } from "node:net";

/** Below the ports that the kernel gives to outgoing connections: one of those could take it before it is used. */
const free = { from: 20_000, count: 10_000 };

/**
 * A port of loopback that nothing listens on, for a server that is started a while later.
 * @throws Error when a hundred tries found none
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries += 1) {
    const port = free.from + Math.floor(Math.random() * free.count);
    const server = createServer().listen(port, "127.0.0.1");
    const listens = await once(server, "listening").then(
      () => true,
      () => false,
    );
    if (!listens) continue;
    server.close();
    await once(server, "close");
    return port;
  }
  throw new Error(`No port between ${free.from} and ${free.from + free.count} is free.`);
}

/** Whether something accepts connections there. */
export function accepts(port: number, host = "127.0.0.1", timeoutMs = 1000): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host });
    const finish = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(timeoutMs, () => finish(false));
    socket.on("connect", () => finish(true));
    socket.on("error", () => finish(false));
  });
}

/** Inode of the IPv4 or IPv6 socket that listens on the port, from /proc/net/tcp{,6}. */
async function listeningInode(port: number): Promise<string | undefined> {
  const hexPort = port.toString(16).toUpperCase().padStart(4, "0");
  const listening = "0A";
  for (const table of ["/proc/net/tcp", "/proc/net/tcp6"]) {
    const lines = (await readFile(table, "utf8").catch(() => "")).split("\n");
    for (const line of lines) {
      const fields = line.trim().split(/\s+/);
      if (fields[1]?.endsWith(`:${hexPort}`) && fields[3] === listening) return fields[9];
    }
  }
  return undefined;
}

/** The process that listens on the port, where this user may see it. */
export async function portHolder(port: number): Promise<{ pid: number; command: string } | undefined> {
  const inode = await listeningInode(port);
  if (inode === undefined) return undefined;
  const wanted = `socket:[${inode}]`;
  for (const pid of (await readdir("/proc")).filter((name) => /^\d+$/.test(name))) {
    const folder = `/proc/${pid}/fd`;
    for (const descriptor of await readdir(folder).catch(() => [])) {
      if ((await readlink(`${folder}/${descriptor}`).catch(() => "")) !== wanted) continue;
      const command = (await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "")).replaceAll("\0", " ").trim();
      return { pid: Number(pid), command };
    }
  }
  return undefined;
}
