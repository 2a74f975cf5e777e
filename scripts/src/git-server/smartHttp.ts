import { type ChildProcess, spawn } from "node:child_process";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Duplex, type Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { gitEnvironment } from "@storeplane/control-api/git/gitProcess.ts";
import { killAfter } from "./gitProcess.ts";
import { answerPreReceive, type PreReceiveOptions } from "./preReceive.ts";

export type Service = "upload-pack" | "receive-pack";

export interface SmartHttpOptions extends PreReceiveOptions {
  /** Milliseconds that one fetch or push may take. */
  readonly requestLimitMs: number;
}

const noCaching = {
  expires: "Fri, 01 Jan 1980 00:00:00 GMT",
  pragma: "no-cache",
  "cache-control": "no-cache, max-age=0",
};

/** Git's wire format: four hexadecimal digits of length, then the line. */
const packetLine = (line: string) => (line.length + 4).toString(16).padStart(4, "0") + line;

/** The first request of a fetch or push: which refs there are. */
export async function advertiseRefs(
  service: Service,
  request: IncomingMessage,
  response: ServerResponse,
  options: SmartHttpOptions,
): Promise<void> {
  const protocol = protocolOf(request);
  const child = spawn("git", [service, "--stateless-rpc", "--http-backend-info-refs", options.repository], {
    env: gitEnvironment(protocol),
    stdio: ["ignore", "pipe", "pipe"],
  });
  killAfter(child, options.requestLimitMs);
  response.writeHead(200, { ...noCaching, "content-type": `application/x-git-${service}-advertisement` });
  // Version 2 of the protocol has no service line, and pushing knows no version 2.
  const spokenV2 = service === "upload-pack" && /\bversion=2\b/.test(protocol.GIT_PROTOCOL ?? "");
  if (!spokenV2) response.write(`${packetLine(`# service=git-${service}\n`)}0000`);
  await streamOut(child, response, service, options);
}

/** The second request: the pack goes out, or comes in and is validated by the hook. */
export async function runService(
  service: Service,
  request: IncomingMessage,
  response: ServerResponse,
  options: SmartHttpOptions,
): Promise<void> {
  const pushing = service === "receive-pack";
  const child = spawn("git", [service, "--stateless-rpc", options.repository], {
    env: gitEnvironment({ ...protocolOf(request), ...(pushing && { STOREPLANE_VALIDATOR: "descriptors" }) }),
    stdio: ["pipe", "pipe", "pipe", ...(pushing ? (["pipe", "pipe"] as const) : [])],
  });
  killAfter(child, options.requestLimitMs);
  const [, , , asked, answer] = child.stdio;
  if (asked instanceof Duplex && answer instanceof Duplex) answerPreReceive(asked, answer, options);
  // A fetch nobody waits for any more is stopped; a push that has arrived is finished.
  if (!pushing) response.once("close", () => child.kill());

  response.writeHead(200, { ...noCaching, "content-type": `application/x-git-${service}-result` });
  const body: Readable = request.headers["content-encoding"] === "gzip" ? request.pipe(createGunzip()) : request;
  const input = child.stdin
    ? pipeline(body, child.stdin).catch((error: NodeJS.ErrnoException) => {
        // Git may answer before it has read all (EPIPE); anything else means that the request broke off.
        if (error.code === "EPIPE") return;
        options.log.warn({ err: error, service }, "request body broke off");
        child.kill();
      })
    : Promise.resolve();
  await Promise.all([input, streamOut(child, response, service, options)]);
}

async function streamOut(
  child: ChildProcess,
  response: ServerResponse,
  service: Service,
  options: SmartHttpOptions,
): Promise<void> {
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    if (said.length < 4_000) said += chunk.toString();
  });
  const exit = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", resolve);
  });
  // Whoever asked may be gone: a fetch is stopped then (see runService), a push that has arrived is finished.
  if (child.stdout) await pipeline(child.stdout, response, { end: false }).catch(() => undefined);
  const code = await exit;
  if (code !== 0) options.log.warn({ service, code, said: said.trim() }, "git ended badly");
  // The answer is complete only when Git ended well: otherwise the client must see a broken connection, not a short answer.
  if (code === 0) response.end();
  else response.destroy();
}

function protocolOf(request: IncomingMessage): { GIT_PROTOCOL?: string } {
  const header = request.headers["git-protocol"];
  return typeof header === "string" && /^[\w=:.-]{1,100}$/.test(header) ? { GIT_PROTOCOL: header } : {};
}
