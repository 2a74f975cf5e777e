import { once } from "node:events";
import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

export interface Listening {
  readonly url: string;
  /** Takes no more connections. Resolves to true when the last answer went out, to false when `limitMs` were over before. */
  drain(limitMs: number): Promise<boolean>;
  /** Cuts what is still open. */
  close(): Promise<void>;
}

/** @throws Error with the way out when the port is taken. */
export async function listen(server: Server, port: number, host: string): Promise<Listening> {
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (cause) {
    throw new Error(`Can't listen on ${host}:${port}: stop what listens there, or set PORT to another.`, { cause });
  }
  const address = server.address();
  const actual = typeof address === "object" && address !== null ? address.port : port;
  let closed: Promise<void> | undefined;
  const stop = () => {
    closed ??= new Promise((resolve) => server.close(() => resolve()));
    return closed;
  };
  return {
    url: `http://${host}:${actual}`,
    async drain(limitMs) {
      let done = false;
      const ended = stop().then(() => {
        done = true;
      });
      const until = Date.now() + limitMs;
      // A connection whose last answer went out without "Connection: close" is idle only now.
      while (!done && Date.now() < until) {
        server.closeIdleConnections();
        await Promise.race([ended, sleep(50)]);
      }
      return done;
    },
    async close() {
      const ended = stop();
      server.closeAllConnections();
      await ended;
    },
  };
}
