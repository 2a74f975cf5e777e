import { request } from "node:http";

export interface ShopResponse {
  readonly status: number;
  readonly body: string;
  /** Where it leads, when it redirects. */
  readonly location: string | undefined;
}

/**
 * One request to a shop through the local Ingress. The shop's name goes into the Host header, since Node (unlike browsers) doesn't
 * resolve names below `.localhost`, and its `fetch` doesn't let the header be set.
 * @param port of the Ingress on loopback
 * @throws when nothing answers within `timeoutMs`
 */
export function shopRequest(
  port: number,
  host: string,
  path: string,
  options: { method?: string; headers?: Record<string, string>; json?: unknown; timeoutMs?: number } = {},
): Promise<ShopResponse> {
  const body = options.json === undefined ? undefined : JSON.stringify(options.json);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: "127.0.0.1",
        port,
        path,
        // nginx closes kept connections whenever its routes change, also in the moment when one is used again.
        agent: false,
        method: options.method ?? (body === undefined ? "GET" : "POST"),
        headers: {
          host: `${host}:${port}`,
          ...(body === undefined
            ? {}
            : { "content-type": "application/json", "content-length": Buffer.byteLength(body) }),
          ...options.headers,
        },
        signal: AbortSignal.timeout(options.timeoutMs ?? 10_000),
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", reject);
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            body: Buffer.concat(chunks).toString("utf8"),
            location: response.headers.location,
          }),
        );
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}
