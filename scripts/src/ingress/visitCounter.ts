/** Counts what nginx tells of each request over syslog (UDP), and serves the counts as ingress-nginx names them. */
import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { createServer, type Server } from "node:http";

export interface VisitCounter {
  /** Hosts that are served: those without a visit are told of, too. */
  setHosts(hosts: Iterable<string>): void;
  close(): Promise<void>;
}

export const visitMetric = "nginx_ingress_controller_requests";

/**
 * Listens on one port of loopback: UDP for nginx, HTTP for whoever asks.
 * @throws when the port is taken
 */
export async function startVisitCounter(port: number): Promise<VisitCounter> {
  const counts = new Map<string, number>();
  let hosts: readonly string[] = [];
  const socket: Socket = createSocket("udp4");
  socket.on("message", (message) => {
    // `<190>Jan  1 12:00:00 visit: acme.localhost GET 200`
    const [, host, method, status] =
      /visit: ([a-z0-9.-]+) ([A-Z]+) (\d{3})$/.exec(message.toString("latin1").trim()) ?? [];
    if (host === undefined) return;
    const labels = `host="${host}",method="${method}",status="${status}"`;
    counts.set(labels, (counts.get(labels) ?? 0) + 1);
  });
  socket.on("error", () => undefined);
  const server: Server = createServer((_request, response) => {
    const known = new Map([
      ...hosts.map((host) => [`host="${host}",method="GET",status="200"`, 0] as const),
      ...counts,
    ]);
    const lines = [...known].map(([labels, count]) => `${visitMetric}{${labels}} ${count}\n`);
    response.setHeader("content-type", "text/plain; version=0.0.4");
    response.end(`# TYPE ${visitMetric} counter\n${lines.join("")}`);
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  socket.bind(port, "127.0.0.1");
  await once(socket, "listening");
  return {
    setHosts(served) {
      hosts = [...new Set(served)];
    },
    async close() {
      socket.close();
      server.close();
      await once(server, "close");
    },
  };
}
