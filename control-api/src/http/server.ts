/** Puts the routes on HTTP: identity, limits, validation and policies before them, one shape of problem after them. */
import express, { type Express, type NextFunction, type Request, type Response } from "express";
import helmet from "helmet";
import type { Logger } from "pino";
import { dashboardFiles } from "./dashboardFiles.ts";
import { sameMachineOnly } from "./localRequests.ts";
import { openApiDocument } from "./openapi.ts";
import type { User } from "./policies.ts";
import type { Problem } from "./problem.ts";
import { problemOf, unsupportedMediaType } from "./problems.ts";
import { requestLog } from "./requestLog.ts";
import { notFound, type Reply, type Route } from "./route.ts";
import type { Services } from "./services.ts";

export interface ServerOptions {
  readonly routes: readonly Route[];
  readonly services: Services;
  readonly authenticate: (request: Request) => User;
  readonly log: Logger;
  /** Folder of the built dashboard. */
  readonly dashboardDir?: string | undefined;
  /** Answer only what this machine's own pages and programs ask: development mode trusts every caller. */
  readonly localOnly: boolean;
  /** Origin of API calls by the dashboard's pages besides their own, e.g. of a log-in page. */
  readonly observe?: (route: string, method: string, status: number, seconds: number) => void;
}

/** Largest request body: a values file is a few KiB. */
const bodyLimit = "256kb";

/** The Express application; the caller listens. */
export function createServer(options: ServerOptions): Express {
  const { routes, log } = options;
  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.use(requestLog(log));
  app.use(securityHeaders(options.localOnly));
  if (options.localOnly) app.use(sameMachineOnly);
  app.use(
    "/api",
    express.json({ limit: bodyLimit, type: ["application/json", "application/merge-patch+json"], strict: true }),
  );
  for (const route of routes) mount(app, route, options);
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

function securityHeaders(plainHttp: boolean) {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        // Component libraries position their layers with style attributes.
        "style-src": ["'self'", "'unsafe-inline'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
      },
    },
    strictTransportSecurity: !plainHttp,
  });
}

function mount(app: Express, route: Route, options: ServerOptions): void {
  const { services } = options;
  const path = `/api${route.path.replaceAll(/\{(\w+)\}/g, ":$1")}`;
  app[route.method](path, async (request, response) => {
    const startedAt = performance.now();
    const hungUp = new AbortController();
    response.once("close", () => {
      hungUp.abort();
      options.observe?.(route.path, route.method, response.statusCode, (performance.now() - startedAt) / 1000);
    });
    let user: User | undefined;
    try {
      user = options.authenticate(request);
      if (route.schemas.body) requireJson(request, route);
      const reply = await route.run(
        {
          params: request.params,
          query: { ...request.query },
          headers: request.headers,
          body: request.body as unknown,
          user,
          signal: hungUp.signal,
        },
        services,
      );
      audit(services, route, request, user, reply);
      send(reply, request, response);
    } catch (error) {
      const problem = problemOf(error);
      audit(services, route, request, user, problem);
      sendProblem(problem, error, request, response, options.log);
    }
  });
}

/** 415 for another type, so that no page of another origin can send a body without asking first. */
function requireJson(request: Request, route: Route): void {
  const length = request.headers["content-length"];
  const empty = request.headers["transfer-encoding"] === undefined && (length === undefined || length === "0");
  if (empty && route.bodyOptional === true) return;
  const types = [...(route.bodyTypes ?? ["application/json"])];
  if (request.is(types) === false || empty) throw unsupportedMediaType(types);
}

function send(reply: Reply, request: Request, response: Response): void {
  if ("stream" in reply) {
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

function audit(
  services: Services,
  route: Route,
  request: Request,
  user: User | undefined,
  outcome: Reply | Problem,
): void {
  if (route.audit === undefined) return;
  const failed = "slug" in outcome;
  const body: unknown = "body" in outcome && !failed ? outcome.body : undefined;
  const commit = idOf(body, "commit", "id");
  const named = request.params.name ?? idOf(request.body, "name");
  services.audit.record({
    at: new Date(),
    actor: user?.id ?? "unknown",
    ip: request.socket.remoteAddress ?? "",
    action: route.audit,
    outcome: failed ? outcome.slug : "ok",
    status: "status" in outcome ? outcome.status : 200,
    requestId: request.id,
    ...(typeof named === "string" && { store: named.slice(0, 100) }),
    ...(commit !== undefined && { commit }),
  });
}

function idOf(value: unknown, ...keys: readonly string[]): string | undefined {
  let at: unknown = value;
  for (const key of keys) at = typeof at === "object" && at !== null ? Reflect.get(at, key) : undefined;
  return typeof at === "string" ? at : undefined;
}
