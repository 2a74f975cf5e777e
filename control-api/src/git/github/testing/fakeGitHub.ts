/**
 * GitHub for tests: its REST API and smart HTTP on a real bare repository. Whatever our client sends and whatever this answers is
 * held against GitHub's published description, so that neither drifts.
 */
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { sign } from "@octokit/webhooks-methods";
import { jwtVerify } from "jose";
import { advertiseRefs, runService } from "../../../../../scripts/src/git-server/smartHttp.ts";
import { validateChange } from "../../../stores/validation.ts";
import { silent } from "../../testing/testRepository.ts";
import type { GitHubLogin } from "../gitHubToken.ts";
import { readGitHubDescription } from "./gitHubDescription.ts";
import { type Answered, GitHubRefusal, gitHubObjects } from "./gitHubObjects.ts";
import { GitHubPulls } from "./gitHubPulls.ts";

export const testToken = "github_pat_test";
export const testWebhookSecret = "a webhook's secret";

export interface FakeGitHub {
  /** What is cloned. */
  readonly url: string;
  readonly pulls: GitHubPulls;
  /** Logins of the App that is installed. */
  readonly app: GitHubLogin;
  /** Requests to the API as `METHOD path`, in order. */
  readonly calls: string[];
  /** Where a request or an answer was not as GitHub describes it. */
  readonly faults: string[];
  /** Set: what GitHub says to whoever updates the branch. */
  protection: { readonly status: number; readonly words: string } | undefined;
  /** How many of the next requests that make something meet the secondary limit, and what they are told to wait, in seconds. */
  limited: { times: number; readonly retryAfter: number };
  /** How many of the next updates of the branch are done, but their answers get lost. */
  lostAnswers: number;
  /** Called before each update of a branch: where somebody else is quicker. */
  beforeUpdate: () => Promise<void>;
  alters: boolean;
  /** Set: what GitHub says to whoever makes a branch. */
  refusesBranches: string | undefined;
  allowsAutoMerge: boolean;
  down: boolean;
  /** Installation tokens given out; `expireTokens` ends those that there are. */
  readonly tokens: string[];
  expireTokens(): void;
  /** A delivery as GitHub sends it, signed. */
  delivery(event: string, payload: object, secret?: string): Promise<{ headers: Record<string, string>; body: string }>;
  close(): Promise<void>;
}

export async function startFakeGitHub(repository: string): Promise<FakeGitHub> {
  const description = readGitHubDescription();
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const valid = new Set([testToken]);
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      fake.faults.push(`${request.method} ${request.url}: ${String(error)}`);
      response.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const apiUrl = `${origin}/api/v3/repos/acme/stores`;
  const objects = gitHubObjects({
    repository,
    apiUrl,
    alters: () => fake.alters,
    protection: (branch) => (branch === "main" ? fake.protection : undefined),
  });
  const pulls = new GitHubPulls({ objects, description, apiUrl, siteUrl: `${origin}/acme/stores` });

  const routes: readonly [string, RegExp, (parts: string[], call: Call) => Promise<Answered> | Answered][] = [
    ["POST", /^\/git\/trees$/, (_parts, { body }) => objects.createTree(body)],
    ["POST", /^\/git\/commits$/, (_parts, { body }) => objects.createCommit(body)],
    ["GET", /^\/git\/ref\/(.+)$/, ([ref = ""], { seen }) => objects.getRef(ref, seen)],
    [
      "POST",
      /^\/git\/refs$/,
      (_parts, { body }) => {
        if (fake.refusesBranches !== undefined) throw new GitHubRefusal(422, fake.refusesBranches);
        return objects.createRef(body);
      },
    ],
    [
      "PATCH",
      /^\/git\/refs\/(.+)$/,
      async ([ref = ""], { body }) => {
        await fake.beforeUpdate();
        return await objects.updateRef(ref, body);
      },
    ],
    ["GET", /^\/git\/blobs\/(\w+)$/, ([sha = ""]) => objects.getBlob(sha)],
    ["POST", /^\/pulls$/, (_parts, { body }) => pulls.create(body)],
    ["GET", /^\/pulls$/, (_parts, { query }) => pulls.list(query)],
    ["GET", /^\/pulls\/(\d+)$/, ([n]) => ({ status: 200, body: pulls.shown(pulls.get(Number(n)), "pull-request") })],
    ["GET", /^\/pulls\/(\d+)\/commits$/, ([n]) => pulls.commits(Number(n))],
    ["GET", /^\/pulls\/(\d+)\/files$/, ([n]) => pulls.files(Number(n))],
    ["POST", /^\/issues\/(\d+)\/labels$/, ([n], { body }) => pulls.addLabels(Number(n), body)],
  ];

  async function handle(call: Call): Promise<Answered> {
    const { method, path, token } = call;
    if (path === "/repos/acme/stores/installation" || path.startsWith("/app/")) {
      await jwtVerify(token, publicKey, { issuer: "123" }).catch(() => {
        throw new GitHubRefusal(401, "A JSON web token could not be decoded");
      });
      return path.startsWith("/app/")
        ? issueToken()
        : { status: 200, body: { ...description.example("installation"), id: 7 } };
    }
    if (!valid.has(token)) throw new GitHubRefusal(401, "Bad credentials");
    if (method !== "GET" && fake.limited.times > 0) {
      fake.limited.times -= 1;
      const headers = { "retry-after": String(fake.limited.retryAfter) };
      throw new GitHubRefusal(403, "You have exceeded a secondary rate limit. Please wait a few minutes.", headers);
    }
    const rest = path.replace("/repos/acme/stores", "");
    for (const [verb, pattern, run] of routes) {
      const match = verb === method ? pattern.exec(rest) : null;
      if (match) return await run(match.slice(1), call);
    }
    throw new GitHubRefusal(404, "Not Found");
  }

  function issueToken(): Answered {
    const token = `ghs_${randomUUID()}`;
    valid.add(token);
    fake.tokens.push(token);
    const expires_at = new Date(Date.now() + 3_600_000).toISOString();
    return { status: 201, body: { ...description.example("installation-token"), token, expires_at } };
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (fake.down) return void response.destroy();
    const { pathname, searchParams: query } = new URL(request.url ?? "/", origin);
    if (pathname.startsWith("/acme/stores.git/")) return await smartHttp(request, response, pathname, query);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString("utf8");
    const body: unknown = text === "" ? undefined : JSON.parse(text);
    const token = request.headers.authorization?.replace(/^(token|bearer) /i, "") ?? "";
    if (pathname === "/api/graphql") return send(response, graphql(body));
    const path = decodeURIComponent(pathname).replace("/api/v3", "");
    const method = request.method ?? "GET";
    const at = `${method} ${path}`;
    fake.calls.push(at);
    fake.faults.push(...description.requestFaults(method, path, query, body).map((fault) => `${at}: ${fault}`));
    const seen = request.headers["if-none-match"];
    const answered = await handle({ method, path, query, body, token, seen }).catch((error: unknown): Answered => {
      if (!(error instanceof GitHubRefusal)) throw error;
      const { status, message, headers } = error;
      return { status, headers, body: { message, documentation_url: "https://docs.github.com/rest" } };
    });
    if (answered.status !== 304) {
      const wrong = description.answerFaults(method, path, answered.status, answered.body);
      fake.faults.push(...wrong.map((fault) => `${at} answered ${answered.status}: ${fault}`));
    }
    if (method === "PATCH" && fake.lostAnswers > 0) {
      fake.lostAnswers -= 1;
      return void response.destroy();
    }
    send(response, answered);
  }

  /** The one mutation that is used; GraphQL isn't part of the description. */
  function graphql(body: unknown): Answered {
    const { variables } = body as { variables: { id: string; how: string } };
    const pull = pulls.get(Number(variables.id.replace("PR_", "")));
    if (!fake.allowsAutoMerge) {
      return {
        status: 200,
        body: { data: null, errors: [{ type: "UNPROCESSABLE", message: "Auto merge is not allowed" }] },
      };
    }
    pull.autoMerge = variables.how;
    return { status: 200, body: { data: { enablePullRequestAutoMerge: { clientMutationId: null } } } };
  }

  async function smartHttp(
    request: IncomingMessage,
    response: ServerResponse,
    pathname: string,
    query: URLSearchParams,
  ) {
    const [, password = ""] = Buffer.from(request.headers.authorization?.replace("Basic ", "") ?? "", "base64")
      .toString()
      .split(":");
    if (!valid.has(password))
      return void response.writeHead(401, { "www-authenticate": "Basic" }).end("Bad credentials\n");
    const options = {
      repository,
      branch: "main",
      validate: validateChange,
      limitMs: 20_000,
      requestLimitMs: 60_000,
      log: silent,
    };
    const service = (query.get("service") ?? pathname.split("/").at(-1))?.includes("upload")
      ? "upload-pack"
      : "receive-pack";
    if (request.method === "GET") await advertiseRefs(service, request, response, options);
    else await runService(service, request, response, options);
  }

  const fake: FakeGitHub = {
    url: `${origin}/acme/stores.git`,
    pulls,
    app: { kind: "app", appId: "123", privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString() },
    calls: [],
    faults: [],
    protection: undefined,
    limited: { times: 0, retryAfter: 1 },
    lostAnswers: 0,
    beforeUpdate: async () => undefined,
    alters: false,
    refusesBranches: undefined,
    allowsAutoMerge: true,
    down: false,
    tokens: [],
    expireTokens: () => {
      for (const token of fake.tokens) valid.delete(token);
    },
    delivery: async (event, payload, secret = testWebhookSecret) => {
      const body = JSON.stringify(payload);
      return {
        body,
        headers: {
          "content-type": "application/json",
          "x-github-event": event,
          "x-github-delivery": randomUUID(),
          "x-hub-signature-256": await sign(secret, body),
        },
      };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return fake;
}

interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly token: string;
  readonly seen: string | undefined;
}

function send(response: ServerResponse, { status, body, headers }: Answered): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
