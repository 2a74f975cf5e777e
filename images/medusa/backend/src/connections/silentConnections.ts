import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { readFile } from "node:fs/promises";
import type { Socket } from "node:net";

/** What is sent again this often was sent for the first time 25 seconds ago: the pauses begin at a fifth of a second and double. */
const mostRetries = 7;
const kernelTables = ["/proc/self/net/tcp", "/proc/self/net/tcp6"];

export interface SilentConnectionsOptions {
  /** Milliseconds between two looks. */
  readonly everyMs?: number;
  /** Files in the format of Linux' `/proc/net/tcp`. */
  readonly tables?: readonly string[];
}

/**
 * Ends this process's outgoing connections whose other side has fallen silent, as a database does whose node was lost or that failed
 * over: what was sent isn't acknowledged, however often it is sent again. The kernel gives up only after a quarter of an hour, and until
 * then a pool is full of connections that nobody answers. It is what TCP_USER_TIMEOUT is for, which Node can't set.
 * @returns what stops it
 */
export function endSilentConnections({
  everyMs = 5_000,
  tables = kernelTables,
}: SilentConnectionsOptions = {}): () => void {
  const open = new Set<Socket>();
  const opened = (message: unknown) => {
    const { socket } = message as { readonly socket: Socket };
    open.add(socket);
    socket.once("close", () => open.delete(socket));
  };
  const look = async () => {
    const silent = new Set<string>();
    // Without IPv6 there is one table only.
    const texts = await Promise.all(tables.map((table) => readFile(table, "latin1").catch(() => "")));
    for (const text of texts) for (const ports of silentPorts(text)) silent.add(ports);
    for (const socket of open) {
      if (!silent.has(`${socket.localPort} ${socket.remotePort}`)) continue;
      console.warn(`The connection to ${socket.remoteAddress}:${socket.remotePort} has fallen silent; it is closed.`);
      // Without an error: not everybody listens to those, and whoever waits for an answer hears of the end.
      socket.destroy();
    }
  };
  subscribe("net.client.socket", opened);
  const timer = setInterval(() => void look(), everyMs).unref();
  return () => {
    clearInterval(timer);
    unsubscribe("net.client.socket", opened);
  };
}

/** Local and remote port of each connection in a table of the kernel on which nothing is acknowledged any more. */
export function silentPorts(table: string): string[] {
  return table
    .split("\n")
    .slice(1)
    .flatMap((line) => {
      const [, local = "", remote = "", , , , retransmits = "", , probes = ""] = line.trim().split(/\s+/);
      const tries = Math.max(Number.parseInt(retransmits, 16), Number.parseInt(probes, 10));
      return tries >= mostRetries ? [`${portOf(local)} ${portOf(remote)}`] : [];
    });
}

const portOf = (address: string): number => Number.parseInt(address.slice(address.indexOf(":") + 1), 16);
