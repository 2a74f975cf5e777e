/** The API's description, made from the routes and schemas that serve it. */
import { z } from "zod";
import type { ResponseDoc, Route } from "./route.ts";
import { problem } from "./schemas.ts";

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document of `routes`. */
export function openApiDocument(routes: readonly Route[]): Json {
  const components: Json = {};
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = `/api${route.path}`;
    paths[path] = { ...paths[path], [route.method]: operation(route, components) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Storeplane",
      version: "1",
      description: "Creates and manages online stores. Every change is a commit in the stores repository.",
    },
    servers: [{ url: "/" }],
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: "http",
          scheme: "bearer",
          description:
            "An access token of the OpenID provider that GET /api/platform names, or an API token. In development mode nothing is needed.",
        },
      },
      schemas: Object.fromEntries(Object.entries(components).sort(([a], [b]) => a.localeCompare(b))),
    },
  };
}

function operation(route: Route, components: Json): Json {
  const { params, query, headers, body } = route.schemas;
  const parameters = [
    ...parametersIn("path", params, components),
    ...parametersIn("query", query, components),
    ...parametersIn("header", headers, components),
  ];
  return {
    operationId: route.operationId,
    summary: route.summary,
    tags: [route.tag],
    ...(route.permission !== undefined && { security: [{ bearer: [] }, ...(route.visitors ? [{}] : [])] }),
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: {
        required: route.bodyOptional !== true,
        content: Object.fromEntries(
          (route.bodyTypes ?? ["application/json"]).map((type) => [
            type,
            { schema: schemaOf(body, "input", components) },
          ]),
        ),
      },
    }),
    responses: {
      ...Object.fromEntries(
        Object.entries(route.responses).map(([status, doc]) => [status, response(doc, components)]),
      ),
      ...(route.permission !== undefined && { 401: problemResponse(401, components) }),
      ...Object.fromEntries((route.problems ?? []).map((status) => [status, problemResponse(status, components)])),
      default: problemResponse(undefined, components),
    },
  };
}

function response(doc: ResponseDoc, components: Json): Json {
  const content = {
    ...(doc.schema && { "application/json": { schema: schemaOf(doc.schema, "output", components) } }),
    ...Object.fromEntries((doc.contentTypes ?? []).map((type) => [type, { schema: { type: "string" } }])),
  };
  return {
    description: doc.description,
    ...(doc.headers && {
      headers: Object.fromEntries(
        Object.entries(doc.headers).map(([name, description]) => [name, { description, schema: { type: "string" } }]),
      ),
    }),
    ...(Object.keys(content).length > 0 && { content }),
  };
}

const problemWords: Record<number, string> = {
  400: "The request can't be used",
  401: "Not signed in, or the token isn't good",
  403: "Not allowed",
  404: "No such thing, or not the caller's",
  409: "In conflict with what is there",
  412: "Somebody changed it since",
  422: "The body doesn't fit",
  428: "If-Match is missing",
  429: "As much as the caller may; Retry-After says when to try again",
  503: "Something this needs is down; nothing changed",
};

function problemResponse(status: number | undefined, components: Json): Json {
  return {
    description: (status === undefined ? undefined : problemWords[status]) ?? "A problem",
    content: { "application/problem+json": { schema: schemaOf(problem, "output", components) } },
  };
}

function parametersIn(place: "path" | "query" | "header", schema: z.ZodType | undefined, components: Json): Json[] {
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape).map(([name, field]) => {
    const converted = schemaOf(field, "input", components);
    const { description, ...rest } = converted;
    return {
      name,
      in: place,
      required: place === "path" || !field.safeParse(undefined).success,
      ...(description !== undefined && { description }),
      schema: rest,
    };
  });
}

/** JSON schema of `schema`; those with an id become components, and references to them. */
function schemaOf(schema: z.core.$ZodType, io: "input" | "output", components: Json): Json {
  const {
    $schema: _dialect,
    $defs,
    ...own
  } = z.toJSONSchema(schema, {
    io,
    unrepresentable: "any",
    override({ jsonSchema }) {
      // Answers may grow members; only requests are strict.
      if (io === "output" && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
    },
  });
  for (const [name, definition] of Object.entries($defs ?? {})) components[name] = hoist(withoutId(definition));
  const hoisted = hoist(own);
  const id = own.id;
  if (typeof id !== "string") return hoisted;
  components[id] = withoutId(hoisted);
  return { $ref: `#/components/schemas/${id}` };
}

function withoutId(schema: object): Json {
  const { id: _id, ...rest } = schema as Json;
  return rest;
}

function hoist(value: object): Json {
  return JSON.parse(JSON.stringify(value).replaceAll('"#/$defs/', '"#/components/schemas/')) as Json;
}
