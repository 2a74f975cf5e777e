/** Gives each request its id, its trace and its line in the log, and lets all that is done for it carry them. */
import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { context, type Span, SpanStatusCode } from "@opentelemetry/api";
import {
  ATTR_HTTP_REQUEST_METHOD,
  ATTR_HTTP_RESPONSE_STATUS_CODE,
  ATTR_HTTP_ROUTE,
  ATTR_URL_PATH,
} from "@opentelemetry/semantic-conventions";
import type { NextFunction, Request, RequestHandler, Response } from "express";
import type { Logger } from "pino";
import { currentContext, inRequest } from "../observability/requestContext.ts";
import { startRequestSpan } from "../observability/spans.ts";

declare module "node:http" {
  interface IncomingMessage {
    /** The caller's `X-Request-Id` where it is one, or a fresh one; in the answer, in each log line and in the audit log. */
    id: string;
  }
}

/** Asked every few seconds by machines, or open for hours: no line, no trace. */
const quiet = /^\/api\/(health|metrics|stream)/;

export function requestLog(log: Logger): RequestHandler {
  return (request: Request, response: Response, next: NextFunction) => {
    const startedAt = performance.now();
    request.id = requestId(request);
    response.setHeader("X-Request-Id", request.id);
    // The path alone: a query may hold a token, since an EventSource has no headers.
    const path = request.originalUrl.split("?")[0] ?? "/";
    const isQuiet = quiet.test(path);
    const begin = (span?: Span) =>
      inRequest({ requestId: request.id }, () => {
        const inContext = currentContext();
        response.once("close", () =>
          inContext(() => {
            const status = response.statusCode;
            const route = routeOf(request);
            if (span) endRequestSpan(span, { method: request.method, path, route, status, requestId: request.id });
            const fields = {
              method: request.method,
              path,
              ...(route !== undefined && { route }),
              status,
              ms: Math.round(performance.now() - startedAt),
            };
            if (!response.writableFinished && !isQuiet) log.warn(fields, "A caller hung up before the answer");
            else log[status >= 500 ? "error" : isQuiet ? "trace" : "info"](fields, "A request was answered");
          }),
        );
        next();
      });
    if (isQuiet) return begin();
    const traceparent = request.headers.traceparent;
    const { span, within } = startRequestSpan(
      request.method,
      typeof traceparent === "string" ? traceparent : undefined,
    );
    context.with(within, () => begin(span));
  };
}

/** The caller's id where it is one, so that a click can be followed through all logs. */
function requestId(request: IncomingMessage): string {
  const given = request.headers["x-request-id"];
  return typeof given === "string" && /^[\w.-]{8,64}$/.test(given) ? given : randomUUID();
}

/** `/api/stores/{name}`; undefined when no route took the request. */
function routeOf(request: Request): string | undefined {
  const route: unknown = request.route;
  const path = typeof route === "object" && route !== null && "path" in route ? route.path : undefined;
  return typeof path === "string" ? path.replaceAll(/:(\w+)/g, "{$1}") : undefined;
}

function endRequestSpan(
  span: Span,
  told: { method: string; path: string; route: string | undefined; status: number; requestId: string },
): void {
  const { method, path, route, status } = told;
  if (route !== undefined) span.updateName(`${method} ${route}`);
  span.setAttributes({
    [ATTR_HTTP_REQUEST_METHOD]: method,
    [ATTR_URL_PATH]: path,
    [ATTR_HTTP_RESPONSE_STATUS_CODE]: status,
    "storeplane.request_id": told.requestId,
    ...(route !== undefined && { [ATTR_HTTP_ROUTE]: route }),
  });
  if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}
