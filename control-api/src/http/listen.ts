import { once } from "node:events";
import type { Server } from "node:http";

export interface Listening {
  readonly url: string;
  /** Takes no more requests and resolves when the running ones are answered, or after a while. */
  close(): Promise<void>;
}

/** How long running requests may take when stopping, in ms. */
const drainWithin = 7_000;

/** @throws Error with the way out when the port is taken. */
export async function listen(server: Server, port: number, host: string): Promise<Listening> {
  server.requestTimeout = 60_000;
  server.headersTimeout = 10_000;
  server.keepAliveTimeout = 65_000;
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (cause) {
    throw new Error(`Can't listen on ${host}:${port}: stop what listens there, or set PORT to another.`, { cause });
  }
  const address = server.address();
  const actual = typeof address === "object" && address !== null ? address.port : port;
  return {
    url: `http://${host}:${actual}`,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeIdleConnections();
      const timer = setTimeout(() => server.closeAllConnections(), drainWithin);
      await closed;
      clearTimeout(timer);
    },
  };
}
