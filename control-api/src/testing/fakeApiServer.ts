/** The little of a Kubernetes API server that a list and a watch need, with faults that a real one doesn't show on demand. */
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";

export interface RawObject {
  readonly metadata: { readonly name: string; readonly uid: string; readonly resourceVersion: string };
}

export interface FakeApiServer {
  readonly port: number;
  /** What a list answers. */
  items: RawObject[];
  listStatus: number;
  lists: number;
  readonly watches: Set<ServerResponse>;
  /** Versions from which watches were asked for. */
  readonly watchedFrom: string[];
  send(type: string, object: unknown): void;
  /** Breaks every open watch. */
  cut(): void;
  close(): Promise<void>;
}

/** The address of a single object: there is none by name. */
const oneObject = /\/(pods|secrets|applications|applicationsets)\/[^/]+/;

export async function startFakeApiServer(kubeconfig: string): Promise<FakeApiServer> {
  const watches = new Set<ServerResponse>();
  const watchedFrom: string[] = [];
  const http = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://api");
    if (url.searchParams.get("watch") === "true") {
      watchedFrom.push(url.searchParams.get("resourceVersion") ?? "");
      response.writeHead(200, { "content-type": "application/json" });
      response.flushHeaders();
      watches.add(response);
      response.once("close", () => watches.delete(response));
      return;
    }
    if (oneObject.test(url.pathname)) {
      response.writeHead(404, { "content-type": "application/json" });
      response.end(JSON.stringify({ kind: "Status", code: 404, reason: "NotFound" }));
      return;
    }
    server.lists += 1;
    const status = server.listStatus;
    const limit = Number(url.searchParams.get("limit"));
    const from = Number(url.searchParams.get("continue") ?? "0");
    const next = from + limit < server.items.length ? String(from + limit) : undefined;
    const body =
      status === 200
        ? { items: server.items.slice(from, from + limit), metadata: { resourceVersion: "100", continue: next } }
        : { kind: "Status", code: status };
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  const address = http.address();
  if (typeof address !== "object" || address === null) throw new Error("no address");
  const server: FakeApiServer = {
    port: address.port,
    items: [],
    listStatus: 200,
    lists: 0,
    watches,
    watchedFrom,
    send(type, object) {
      for (const watch of watches) watch.write(`${JSON.stringify({ type, object })}\n`);
    },
    cut() {
      for (const watch of watches) watch.destroy();
    },
    async close() {
      http.closeAllConnections();
      http.close();
      await once(http, "close");
    },
  };
  const cluster = { server: `http://127.0.0.1:${address.port}`, "insecure-skip-tls-verify": true };
  await writeFile(
    kubeconfig,
    JSON.stringify({
      clusters: [{ name: "c", cluster }],
      users: [{ name: "u", user: {} }],
      contexts: [{ name: "x", context: { cluster: "c", user: "u" } }],
      "current-context": "x",
    }),
  );
  return server;
}
