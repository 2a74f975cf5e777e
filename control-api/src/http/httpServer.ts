import { createServer, type RequestListener, type Server } from "node:http";

export interface ConnectionLimits {
  /** Time for the head of a request to arrive. */
  readonly head: number;
  /** Time for a whole request to arrive. */
  readonly request: number;
  /** How long a connection may wait for its next request. */
  readonly keepAlive: number;
  /** How long nothing may move on a connection: a reader that doesn't read, a stream nobody listens to. */
  readonly silence: number;
  /** How often those limits are looked after. */
  readonly check: number;
  readonly connections: number;
}

/** Milliseconds. Event streams give a sign of life every 15 s, so that silence means that nobody takes it. */
const usualLimits: ConnectionLimits = {
  head: 10_000,
  request: 30_000,
  // Longer than proxies keep theirs, so that none sends a request into a connection that is just closing.
  keepAlive: 65_000,
  silence: 120_000,
  check: 2_000,
  connections: 5_000,
};

/** An HTTP server that no caller can keep busy by being slow. */
export function httpServer(listener: RequestListener, limits: Partial<ConnectionLimits> = {}): Server {
  const { head, request, keepAlive, silence, check, connections } = { ...usualLimits, ...limits };
  const server = createServer(
    {
      headersTimeout: head,
      requestTimeout: request,
      keepAliveTimeout: keepAlive,
      connectionsCheckingInterval: check,
      maxHeaderSize: 16_384,
      // A request that could be read in two ways could get past a proxy.
      insecureHTTPParser: false,
      requireHostHeader: true,
    },
    listener,
  );
  server.setTimeout(silence);
  server.maxConnections = connections;
  return server;
}
