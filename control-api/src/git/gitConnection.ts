import { type ClientRequest, Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { GitUnavailableError } from "./errors.ts";

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Asked anew for each request, since some of them expire. @throws GitUnavailableError when there are none to be had. */
export type CredentialsSource = () => Promise<Credentials>;

/** What HTTP sends as `Authorization`. */
export function basicAuthorization({ username, password }: Credentials): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}

export interface HttpAnswer {
  readonly status: number;
  readonly body: Buffer;
}

/** Thrown when no whole answer came; `sent` tells whether the server may have got the request. */
export class NoAnswerError extends Error {
  override readonly name = "NoAnswerError";
  readonly sent: boolean;

  constructor(message: string, sent: boolean, options?: ErrorOptions) {
    super(message, options);
    this.sent = sent;
  }
}

export interface GitConnection {
  get(path: string, headers: Readonly<Record<string, string>>, limitMs: number): Promise<HttpAnswer>;
  post(path: string, headers: Readonly<Record<string, string>>, body: Buffer, limitMs: number): Promise<HttpAnswer>;
  close(): void;
}

/** More than any report of a push or list of refs that we ask for. */
const largestAnswerBytes = 16 * 1024 * 1024;

/** Connections to one Git server that stay open between requests, so that a push pays no handshake. */
export function openGitConnection(url: string, credentials?: CredentialsSource): GitConnection {
  const base = new URL(url);
  const secure = base.protocol === "https:";
  if (!secure && base.protocol !== "http:")
    throw new GitUnavailableError(`GIT_URL must be http or https: ${base.protocol}`);
  const options = { keepAlive: true, maxSockets: 4, scheduling: "lifo" as const };
  const agent = secure ? new HttpsAgent(options) : new HttpAgent(options);
  const send = async (
    method: string,
    path: string,
    headers: Readonly<Record<string, string>>,
    body: Buffer,
    limitMs: number,
  ) => {
    const authorization = credentials && { authorization: basicAuthorization(await credentials()) };
    const settings = { method, agent, headers: { "user-agent": "git/storeplane", ...authorization, ...headers } };
    const target = `${url.replace(/\/$/, "")}${path}`;
    const request = secure ? httpsRequest(target, settings) : httpRequest(target, settings);
    return await answerOf(request, body, limitMs);
  };
  return {
    get: (path, headers, limitMs) => send("GET", path, headers, Buffer.alloc(0), limitMs),
    post: (path, headers, body, limitMs) =>
      send("POST", path, { ...headers, "content-length": String(body.length) }, body, limitMs),
    close: () => agent.destroy(),
  };
}

function answerOf(request: ClientRequest, body: Buffer, limitMs: number): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    // A connection that was never made can't have carried anything; a kept one may have.
    let sent = false;
    const fail = (cause: Error) => {
      clearTimeout(timer);
      request.destroy();
      reject(new NoAnswerError(`the Git server gave no answer: ${cause.message}`, sent, { cause }));
    };
    const timer = setTimeout(() => fail(new Error(`none within ${limitMs} ms`)), limitMs);
    request.once("error", fail);
    request.once("socket", (socket) => {
      if (socket.connecting) socket.once("connect", () => (sent = true));
      else sent = true;
    });
    request.once("response", (response: IncomingMessage) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size > largestAnswerBytes) fail(new Error(`more than ${largestAnswerBytes} bytes`));
      });
      response.once("error", fail);
      response.once("aborted", () => fail(new Error("the answer broke off")));
      response.once("end", () => {
        clearTimeout(timer);
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) });
      });
    });
    request.end(body);
  });
}
