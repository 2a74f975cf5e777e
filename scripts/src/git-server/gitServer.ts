import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { prepareBareRepository } from "./bareRepository.ts";
import { BusyError, concurrencyLimit } from "./concurrencyLimit.ts";
import { advertiseRefs, runService, type Service, type SmartHttpOptions } from "./smartHttp.ts";

export interface GitServerOptions extends SmartHttpOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Called after each push that has been answered. */
  readonly onPush?: () => void;
}

export interface GitServer {
  /** Where Git clients find the repository. */
  readonly url: string;
  /** Stops accepting and waits for running requests, at most ten seconds. */
  close(): Promise<void>;
}

const route = "/stores.git";

/**
 * Serves one bare repository, made when missing, over Git's smart HTTP protocol.
 * There is no authentication: it is meant for a loopback address and refuses what a web page could send to it.
 * @throws GitProcessError when the repository can't be prepared; a system error when the port is taken.
 */
export async function startGitServer(options: GitServerOptions): Promise<GitServer> {
  await prepareBareRepository(options.repository, options.branch);
  const fetches = concurrencyLimit({ places: 16, queue: 200, waitMs: 30_000 });
  const pushes = concurrencyLimit({ places: 8, queue: 100, waitMs: 30_000 });

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? "/", "http://server");
    if (!isAskedForLocally(request, options.host))
      return refuse(response, 403, "this server answers on its own address only");
    if (request.method === "GET" && url.pathname === "/healthz") return refuse(response, 200, "ok");
    if (request.method === "GET" && url.pathname === `${route}/info/refs`) {
      const service = serviceNamed(url.searchParams.get("service"));
      if (!service) return refuse(response, 403, "this server speaks Git's smart HTTP protocol only");
      return await fetches(() => advertiseRefs(service, request, response, options));
    }
    const service = serviceNamed(url.pathname.startsWith(`${route}/`) ? url.pathname.slice(route.length + 1) : null);
    if (!service) return refuse(response, 404, `there is nothing here; the repository is at ${route}`);
    if (request.method !== "POST") return refuse(response, 405, "POST it");
    // No web page can send this content type here without asking first, and nobody answers that question.
    if (request.headers["content-type"] !== `application/x-git-${service}-request`) {
      return refuse(response, 415, `content-type must be application/x-git-${service}-request`);
    }
    await (service === "receive-pack" ? pushes : fetches)(() => runService(service, request, response, options));
    if (service === "receive-pack") options.onPush?.();
  };

  const server = createServer(
    { requestTimeout: options.requestLimitMs, keepAliveTimeout: 30_000 },
    (request, response) => {
      answer(request, response).catch((error: unknown) => {
        if (error instanceof BusyError) refuse(response, 503, `too many requests at once: ${error.message}; try again`);
        else {
          options.log.error({ err: error, url: request.url }, "request failed");
          refuse(response, 500, "the request failed; see the Git server's log");
        }
      });
    },
  );
  const { port } = await listen(server, options.port, options.host);
  return {
    url: `http://${options.host}:${port}${route}`,
    close: () =>
      new Promise((resolve) => {
        const cut = setTimeout(() => server.closeAllConnections(), 10_000);
        server.close(() => {
          clearTimeout(cut);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}

function serviceNamed(name: string | null): Service | undefined {
  if (name === "git-upload-pack") return "upload-pack";
  return name === "git-receive-pack" ? "receive-pack" : undefined;
}

/** A page of a foreign site whose name was pointed at this address (DNS rebinding) sends its own name as Host. */
function isAskedForLocally(request: IncomingMessage, host: string): boolean {
  const asked = (request.headers.host ?? "").replace(/:\d+$/, "");
  return [host, "127.0.0.1", "localhost", "[::1]"].includes(asked);
}

function refuse(response: ServerResponse, status: number, sentence: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" }).end(`${sentence}\n`);
}

function listen(server: Server, port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      const address = server.address();
      if (address && typeof address === "object") resolve(address);
      else reject(new Error("the Git server has no address"));
    });
  });
}
