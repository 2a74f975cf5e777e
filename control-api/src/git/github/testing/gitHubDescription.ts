/** GitHub's published OpenAPI description, as the judge of what our client sends and our fake answers. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv, type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";

type Json = Record<string, unknown>;

const file = createRequire(import.meta.url).resolve("@octokit/openapi/generated/api.github.com.json");

export interface GitHubDescription {
  /** What is wrong with a request; empty when it is as described. */
  requestFaults(method: string, path: string, query: URLSearchParams, body: unknown): string[];
  /** What is wrong with an answer. */
  answerFaults(method: string, path: string, status: number, body: unknown): string[];
  /** An answer as the description shows it, to be filled with what is really there. */
  example(name: string): Json;
}

export function readGitHubDescription(): GitHubDescription {
  const document = JSON.parse(readFileSync(file, "utf8")) as Json;
  const paths = at(document, "paths");
  const templates = Object.keys(paths).map((template) => ({
    template,
    pattern: new RegExp(`^${template.replace(/\{(\w+)\}/g, (_, name) => (name === "ref" ? "(.+)" : "([^/]+)"))}$`),
    fixed: template.split("/").filter((part) => !part.startsWith("{")).length,
  }));
  const schemas = definitions(at(document, "components", "schemas"));
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    formats: { "repo.nwo": true },
    schemas: [{ $id: "github", definitions: schemas }],
  });
  addFormats.default(ajv);
  const compiled = new Map<string, ValidateFunction>();

  /** The described operation; of several that fit the one with the fewest parameters. */
  const operation = (method: string, path: string): Json => {
    const [found] = templates.filter(({ pattern }) => pattern.test(path)).sort((a, b) => b.fixed - a.fixed);
    const described = found && at(paths, found.template, method.toLowerCase());
    if (!described) throw new Error(`GitHub's description knows no ${method} ${path}`);
    return described;
  };
  const resolved = (value: Json): Json => {
    const reference = value.$ref;
    return typeof reference === "string" ? at(document, ...reference.slice(2).split("/")) : value;
  };
  const faults = (key: string, schema: Json, value: unknown): string[] => {
    const validate = compiled.get(key) ?? ajv.compile(asJsonSchema(schema));
    compiled.set(key, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || "/"} ${message}`);
  };

  return {
    requestFaults: (method, path, query, body) => {
      const described = operation(method, path);
      const parameters = (described.parameters as Json[] | undefined)?.map(resolved) ?? [];
      const unknown = [...query.keys()].filter(
        (name) => !parameters.some((one) => one.in === "query" && one.name === name),
      );
      const schema = at(described, "requestBody", "content", "application/json", "schema");
      const wrong = body === undefined || !schema ? [] : faults(`${method} ${path} request`, schema, body);
      const keys = Object.keys(at(schema ?? {}, "properties") ?? {});
      const strange = keys.length === 0 ? [] : Object.keys(body ?? {}).filter((key) => !keys.includes(key));
      return [...wrong, ...[...unknown, ...strange].map((name) => `${name} is no parameter`)];
    },
    answerFaults: (method, path, status, body) => {
      const response = at(operation(method, path), "responses", String(status));
      if (!response) return isForAny(status) ? [] : [`${status} is no described answer`];
      const schema = at(resolved(response), "content", "application/json", "schema");
      return schema ? faults(`${method} ${path} ${status}`, schema, body) : [];
    },
    example: (name) => structuredClone(at(document, "components", "examples", name, "value")),
  };
}

/** Answers that GitHub describes for no operation, since all may give them. */
function isForAny(status: number): boolean {
  return [401, 403, 404, 429, 500, 502, 503].includes(status);
}

function at(value: Json, ...keys: readonly string[]): Json {
  let inner: unknown = value;
  for (const key of keys) inner = typeof inner === "object" && inner !== null ? Reflect.get(inner, key) : undefined;
  return inner as Json;
}

function definitions(schemas: Json): Json {
  return asJsonSchema(schemas);
}

/** OpenAPI 3.0 → JSON Schema: references to definitions, and `nullable` also where no type stands beside it. */
function asJsonSchema(schema: Json): Json {
  const convert = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(convert);
    if (typeof value !== "object" || value === null) return value;
    const converted: Json = {};
    for (const [key, inner] of Object.entries(value)) {
      if (key === "example" || key === "examples") continue;
      converted[key] =
        key === "$ref" && typeof inner === "string"
          ? inner.replace("#/components/schemas/", "github#/definitions/")
          : convert(inner);
    }
    if (converted.nullable !== true || typeof converted.type === "string") return converted;
    const { nullable: _nullable, ...rest } = converted;
    return { anyOf: [rest, { type: "null" }] };
  };
  return convert(schema) as Json;
}
