/** Puts the routes on HTTP: identity, limits, validation and policies before them, one shape of problem after them. */
import express, { type Express, type NextFunction, type Request, type Response } from "express";
import helmet from "helmet";
import type { Logger } from "pino";
import { beginAttempt } from "./audit.ts";
import { clientAddress } from "./clientAddress.ts";
import { crossOrigin } from "./crossOrigin.ts";
import { dashboardFiles } from "./dashboardFiles.ts";
import type { Draining } from "./draining.ts";
import type { Authenticate, Caller } from "./identity/caller.ts";
import { endWithProof } from "./identity/endWithProof.ts";
import { jsonBody } from "./jsonBody.ts";
import { sameMachineOnly } from "./localRequests.ts";
import { openApiDocument } from "./openapi.ts";
import { Problem } from "./problem.ts";
import { methodNotAllowed, problemOf } from "./problems.ts";
import { requestLog } from "./requestLog.ts";
import { notFound, type Reply, type Route } from "./route.ts";
import type { Services } from "./services.ts";

export interface ServerOptions {
  readonly routes: readonly Route[];
  readonly services: Services;
  readonly authenticate: Authenticate;
  readonly log: Logger;
  /** Folder of the built dashboard. */
  readonly dashboardDir?: string | undefined;
  /** Answer only what this machine's own pages and programs ask: development mode trusts every caller. */
  readonly localOnly: boolean;
  /** Proxies whose X-Forwarded-For is believed. */
  readonly trustedProxies?: readonly string[];
  /** Origins of other pages that may call the API. */
  readonly corsOrigins?: readonly string[];
  /** Origin that the dashboard's pages call to sign in. */
  readonly signInOrigin?: string | undefined;
  /** Origins of the shops, which the dashboard shows small; with a wildcard for their names. */
  readonly shopOrigins?: string | undefined;
  /** Milliseconds after which a request is answered, done or not. */
  readonly deadline?: number;
  readonly draining?: Draining;
  readonly observe?: (route: string, method: string, status: number, seconds: number) => void;
}

/** Longer than any wait within a request may be, in ms. */
const usualDeadline = 60_000;

/** The Express application; the caller listens. */
export function createServer(options: ServerOptions): Express {
  const { routes, log } = options;
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.set("trust proxy", [...(options.trustedProxies ?? [])]);
  app.use(requestLog(log));
  if (options.draining) app.use(options.draining.middleware());
  app.use(securityHeaders(options));
  if (options.localOnly) app.use(sameMachineOnly);
  if (options.corsOrigins && options.corsOrigins.length > 0) app.use("/api", crossOrigin(options.corsOrigins));
  for (const route of routes) mount(app, route, options);
  refuseOtherMethods(app, routes);
  const description = JSON.stringify(openApiDocument(routes));
  app.get("/api/openapi.json", (_request, response) => {
    response.type("application/json").send(description);
  });
  app.use("/api", () => {
    throw notFound();
  });
  if (options.dashboardDir !== undefined) app.use(dashboardFiles(options.dashboardDir));
  app.use(() => {
    throw notFound();
  });
  app.use((error: unknown, request: Request, response: Response, _next: NextFunction) => {
    sendProblem(problemOf(error), error, request, response, log);
  });
  return app;
}

function securityHeaders({ localOnly, signInOrigin, shopOrigins }: ServerOptions) {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        // Component libraries position their layers with style attributes.
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'", ...(signInOrigin === undefined ? [] : [signInOrigin])],
        "frame-src": [shopOrigins ?? "'none'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
      },
    },
    strictTransportSecurity: !localOnly,
  });
}

function mount(app: Express, route: Route, options: ServerOptions): void {
  const { services } = options;
  app[route.method](expressPath(route.path), async (request, response) => {
    const startedAt = performance.now();
    const hungUp = new AbortController();
    response.once("close", () => {
      hungUp.abort();
      options.observe?.(route.path, route.method, response.statusCode, (performance.now() - startedAt) / 1000);
    });
    const attempt = beginAttempt(route, request, services);
    let user: Caller | undefined;
    try {
      user = route.permission === undefined ? undefined : await options.authenticate(request);
      const reply = await inTime({ ...options, hungUp: hungUp.signal }, (signal) =>
        route.run(
          {
            params: request.params,
            query: { ...request.query },
            headers: request.headers,
            readBody: () => jsonBody(request, response, route),
            user,
            ip: clientAddress(request),
            signal,
          },
          services,
        ),
      );
      attempt.end(user, reply);
      send(reply, request, response, user);
    } catch (error) {
      const problem = problemOf(error);
      attempt.end(user, problem);
      sendProblem(problem, error, request, response, options.log);
    }
  });
}

/** An address that is there answers other methods with 405 and those that it takes. */
function refuseOtherMethods(app: Express, routes: readonly Route[]): void {
  for (const path of new Set(routes.map((route) => route.path))) {
    const methods = routes.filter((route) => route.path === path).map(({ method }) => method.toUpperCase());
    const allowed = [...methods, ...(methods.includes("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
    app.all(expressPath(path), (request, response) => {
      if (request.method !== "OPTIONS") throw methodNotAllowed(allowed);
      response.status(204).set("Allow", allowed).end();
    });
  }
}

/** OpenAPI's form of a path → Express's, below /api. */
function expressPath(path: string): string {
  return `/api${path.replaceAll(/\{(\w+)\}/g, ":$1")}`;
}

/** @throws Problem 503 when `work` takes longer than the deadline, or than this process lives; it may still come to its end. */
async function inTime<T>(
  {
    deadline: limit = usualDeadline,
    draining,
    hungUp,
  }: Pick<ServerOptions, "deadline" | "draining"> & { hungUp: AbortSignal },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const late = new AbortController();
  const tooLate = new Problem(
    503,
    "timed-out",
    "This took too long",
    "Whether it came to its end isn't known: look at the current state, or repeat it with the same Idempotency-Key.",
    { headers: { "Retry-After": "5" } },
  );
  const timer = setTimeout(() => late.abort(tooLate), limit);
  const forget = draining?.onLastCall((problem) => late.abort(problem));
  const expired = new Promise<never>((_resolve, reject) => {
    late.signal.addEventListener("abort", () => reject(late.signal.reason));
  });
  try {
    return await Promise.race([work(AbortSignal.any([hungUp, late.signal])), expired]);
  } finally {
    clearTimeout(timer);
    forget?.();
  }
}

function send(reply: Reply, request: Request, response: Response, user: Caller | undefined): void {
  if ("stream" in reply) {
    if (user) endWithProof(user, response);
    reply.stream(request, response);
    return;
  }
  response.setHeader("Cache-Control", "no-store");
  if ("text" in reply) {
    response.type(reply.contentType).send(reply.text);
    return;
  }
  response.status(reply.status).set(reply.headers ?? {});
  if (reply.body === undefined) response.end();
  // Not `json`, which answers 304 when the ETag is the same: that names the values file, and the status changes without it.
  else response.type("application/json").end(JSON.stringify(reply.body));
}

function sendProblem(problem: Problem, error: unknown, request: Request, response: Response, log: Logger): void {
  if (problem.status >= 500) log.error({ err: error }, "A request failed");
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response
    .status(problem.status)
    .set(problem.headers)
    .set("Cache-Control", "no-store")
    .type("application/problem+json")
    .send(JSON.stringify(problem.body(request.originalUrl.split("?")[0] ?? "/", request.id)));
}
