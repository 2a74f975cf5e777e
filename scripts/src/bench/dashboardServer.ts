import { readFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { answer } from "../../../dashboard/fixtures/fixtureApi.ts";
import { store } from "../../../dashboard/fixtures/stores.ts";
import type { StatusPhase, Store } from "../../../dashboard/src/api/types.ts";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

export interface DashboardServer {
  readonly url: string;
  /** Tells all pages of that many changes of status within a second. */
  burst(changes: number): Promise<void>;
  close(): Promise<void>;
}

const phases: readonly StatusPhase[] = ["Ready", "Updating", "Degraded", "Provisioning"];

function manyStores(count: number): Store[] {
  return Array.from({ length: count }, (_store, index) =>
    store({
      name: `store-${String(index).padStart(5, "0")}`,
      displayName: `Store number ${index}`,
      phase: phases[index % phases.length] ?? "Ready",
      reason: "The shop runs at its latest change.",
      healthy: 11,
      change: { owner: `owner-${index % 40}@example.com` },
    }),
  );
}

/** Serves the built dashboard of `folder`, and an API that has that many stores. */
export async function serveDashboard(folder: string, count: number): Promise<DashboardServer> {
  const stores = manyStores(count);
  const readers = new Set<ServerResponse>();

  function list(url: URL): unknown {
    const limit = Number(url.searchParams.get("limit") ?? 50);
    const from = Number(url.searchParams.get("cursor") ?? 0);
    const counts: Record<string, number> = {};
    for (const { status } of stores) counts[status.phase] = (counts[status.phase] ?? 0) + 1;
    const next = from + limit < stores.length ? { nextCursor: String(from + limit) } : {};
    return { items: stores.slice(from, from + limit), total: stores.length, counts, blocked: [], ...next };
  }

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://localhost");
    if (!url.pathname.startsWith("/api/")) {
      const file = extname(url.pathname) === "" ? "index.html" : url.pathname.slice(1);
      const body = await readFile(join(folder, file)).catch(() => undefined);
      response.writeHead(body === undefined ? 404 : 200, { "content-type": types[extname(file)] ?? "text/plain" });
      response.end(body);
    } else if (url.pathname === "/api/stream") {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write('event: ready\ndata: {"replayed":true}\n\n');
      readers.add(response);
      response.on("close", () => readers.delete(response));
    } else {
      const body =
        url.pathname === "/api/stores" ? list(url) : answer(request.method ?? "GET", url, undefined, "empty").body;
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The server has no address.");

  return {
    url: `http://127.0.0.1:${address.port}`,
    async burst(changes) {
      const parts = 20;
      for (let part = 0; part < parts; part += 1) {
        const from = Math.floor((part * changes) / parts);
        const to = Math.floor(((part + 1) * changes) / parts);
        const text = stores
          .slice(from, to)
          .map((one) => {
            const status = { ...one.status, phase: "Updating", observedAt: new Date().toISOString() };
            return `event: store\ndata: ${JSON.stringify({ ...one, status })}\n\n`;
          })
          .join("");
        for (const reader of readers) reader.write(text);
        await new Promise((resolve) => setTimeout(resolve, 1_000 / parts));
      }
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
