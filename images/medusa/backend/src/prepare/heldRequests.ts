import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";

/** A port that takes requests before there is anybody to answer them. */
export interface HeldRequests {
  /** What the server that will answer them is to listen on: `server.listen(held.port)` takes the open socket over. */
  readonly port: Server;
  /** Hands over what waits, and what still comes in by connections that were taken before. */
  answerBy(server: Server): void;
}

/**
 * Opens the port at once and lets requests wait until there is a server. Who asks whether the store has started, as a start-up probe
 * does every second, hears it in the moment it is so, not at the next time of asking.
 */
export function holdRequests(port: number, host?: string): HeldRequests {
  const waiting: [IncomingMessage, ServerResponse][] = [];
  let answering: Server | undefined;
  const door = createServer((request, response) => {
    if (answering) answering.emit("request", request, response);
    else waiting.push([request, response]);
  });
  door.listen(port, host);
  return {
    // Medusa writes the port into its log.
    port: Object.assign(door, { toString: () => String(port) }),
    answerBy(server) {
      answering = server;
      // Who has given up meanwhile is answered into the void.
      for (const [request, response] of waiting.splice(0)) server.emit("request", request, response);
    },
  };
}
