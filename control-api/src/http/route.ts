/** A route is declared once: its schemas validate the request, its policy authorises it, and the OpenAPI document is made of both. */
import type { Request, Response } from "express";
import { z } from "zod";
import { insufficientScope, signInFirst } from "./identity/bearer.ts";
import type { Caller } from "./identity/caller.ts";
import { covers, type Permission, type Scope, scopeOf } from "./policies.ts";
import { Problem, pointedIssues } from "./problem.ts";
import type { Services } from "./services.ts";

export const nothing = z.object({});
type Nothing = typeof nothing;

/** A reply of the handler; `stream` takes the response over, `text` is sent as it is. */
export type Reply =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  | { readonly text: string; readonly contentType: string }
  | { readonly stream: (request: Request, response: Response) => void };

export interface Call<P, Q, H, B> {
  readonly params: P;
  readonly query: Q;
  readonly headers: H;
  readonly body: B;
  /** Reading it on a route that is open to everyone is a 401 for whoever isn't signed in. */
  readonly user: Caller;
  /** Undefined where the route is open to everyone and nobody is signed in. */
  readonly visitor: Caller | undefined;
  /** Where the request comes from. */
  readonly ip: string;
  /** How far the user's permission reaches. */
  readonly scope: Scope;
  /** Aborted when the caller hangs up or the server stops. */
  readonly signal: AbortSignal;
}

export interface ResponseDoc {
  readonly description: string;
  readonly schema?: z.ZodType;
  /** Of what isn't JSON. */
  readonly contentTypes?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
}

interface RouteDoc {
  readonly method: "get" | "post" | "patch" | "delete";
  /** OpenAPI's form below /api, e.g. `/stores/{name}`. */
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly tag: string;
  /** Left out: open to everyone. Where the path has `{name}`, the store's owner is checked too. */
  readonly permission?: Permission;
  /** Answers those who aren't signed in as well, with what anybody may know. */
  readonly visitors?: boolean;
  /** Name of the action in the audit log; given for every change. */
  readonly audit?: string;
  readonly bodyTypes?: readonly string[];
  readonly bodyOptional?: boolean;
  /** The body is handed over as bytes, for a signature to be checked; it may be larger than others. */
  readonly bodyAsReceived?: boolean;
  readonly responses: Readonly<Record<number, ResponseDoc>>;
  /** Statuses of the problems it answers beyond those every route may answer. */
  readonly problems?: readonly number[];
}

export interface RouteDefinition<P extends z.ZodType, Q extends z.ZodType, H extends z.ZodType, B extends z.ZodType>
  extends RouteDoc {
  readonly params?: P;
  readonly query?: Q;
  readonly headers?: H;
  readonly body?: B;
  readonly handle: (
    call: Call<z.output<P>, z.output<Q>, z.output<H>, z.output<B>>,
    services: Services,
  ) => Promise<Reply> | Reply;
}

/** The request's raw parts, before any of it is believed. */
export interface RawCall {
  readonly params: Record<string, unknown>;
  readonly query: unknown;
  readonly headers: unknown;
  /** Reads the body; called once it is known that the caller may send one. */
  readonly readBody: () => Promise<unknown>;
  readonly user: Caller | undefined;
  readonly ip: string;
  readonly signal: AbortSignal;
}

export interface Route extends RouteDoc {
  readonly schemas: { params?: z.ZodType; query?: z.ZodType; headers?: z.ZodType; body?: z.ZodType };
  readonly run: (raw: RawCall, services: Services) => Promise<Reply>;
}

/** Declares a route; the returned one has its types erased, so that all of them fit in one list. */
export function defineRoute<
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  H extends z.ZodType = Nothing,
  B extends z.ZodType = Nothing,
>(definition: RouteDefinition<P, Q, H, B>): Route {
  const { params, query, headers, body, handle, ...doc } = definition;
  return {
    ...doc,
    schemas: {
      ...(params && { params }),
      ...(query && { query }),
      ...(headers && { headers }),
      ...(body && { body }),
    },
    async run(raw, services) {
      // The path names no such thing: a name that can't exist isn't there.
      const parsedParams = read(params, raw.params, () => notFound());
      // Whoever may not ask learns nothing of what would fit.
      const scope = await authorise(doc, raw, services);
      const parsedQuery = read(query, raw.query, (errors) => invalid(400, "query parameters", errors));
      const parsedHeaders = read(headers, raw.headers, (errors) => invalid(400, "headers", errors));
      const rawBody = body ? await raw.readBody() : undefined;
      const parsedBody = read(body, rawBody ?? {}, (errors) => invalid(422, "body", errors));
      return handle(
        {
          params: parsedParams,
          query: parsedQuery,
          headers: parsedHeaders,
          body: parsedBody,
          get user() {
            return signedIn(raw);
          },
          visitor: raw.user,
          ip: raw.ip,
          scope,
          signal: raw.signal,
        },
        services,
      );
    },
  };
}

function read<S extends z.ZodType>(
  schema: S | undefined,
  value: unknown,
  fault: (errors: ReturnType<typeof pointedIssues>) => Problem,
): z.output<S> {
  const parsed = (schema ?? nothing).safeParse(value);
  if (!parsed.success) throw fault(pointedIssues(parsed.error.issues));
  // Without a schema S is `Nothing`, whose output is just what was parsed.
  return parsed.data as z.output<S>;
}

async function authorise({ permission, visitors }: RouteDoc, raw: RawCall, services: Services): Promise<Scope> {
  if (permission === undefined || (visitors === true && raw.user === undefined)) return "all";
  const user = signedIn(raw);
  const scope = scopeOf(user, permission);
  if (scope === undefined)
    throw new Problem(
      403,
      "forbidden",
      "Not allowed",
      `The role ${user.role} doesn't permit this: ask an administrator of the platform.`,
      user.via === "dev" ? {} : { headers: insufficientScope },
    );
  const name = raw.params.name;
  if (scope === "own" && typeof name === "string") {
    // Others' stores look as if they weren't there.
    if (!covers(scope, user, await services.stores.ownerOf(name))) throw notFound(name);
  }
  return scope;
}

function signedIn({ user }: RawCall): Caller {
  if (user === undefined) throw signInFirst();
  return user;
}

function invalid(status: number, what: string, errors: ReturnType<typeof pointedIssues>): Problem {
  return new Problem(
    status,
    "invalid-request",
    "The request can't be used",
    `Its ${what} don't fit: see errors, mend each and send it again.`,
    { errors },
  );
}

/** The 404 of a store, the same whether it doesn't exist or isn't the caller's. */
export function notFound(name?: string): Problem {
  return new Problem(
    404,
    "not-found",
    "Not found",
    name === undefined
      ? "Nothing is here: check the address. /api/openapi.json lists what there is."
      : `There is no store ${name}: check the name, or list yours with GET /api/stores.`,
  );
}
