import { createConfig, lintFromString } from "@redocly/openapi-core";
import { expect, test } from "vitest";
import { openApiDocument } from "./openapi.ts";
import { routes } from "./routes/routes.ts";

const text = JSON.stringify(openApiDocument(routes));
const document: {
  components: { schemas: Record<string, unknown> };
  paths: Record<string, Record<string, { operationId: string }>>;
} = JSON.parse(text);

test("it is valid OpenAPI 3.1", async () => {
  expect(await faultsOf(text)).toEqual([]);
  expect(JSON.parse(text)).toMatchObject({ openapi: "3.1.0" });
  expect(await faultsOf(text.replaceAll('"in":"path"', '"in":"nowhere"'))).not.toEqual([]);
});

async function faultsOf(source: string): Promise<string[]> {
  const rules = ["struct", "no-unresolved-refs", "path-parameters-defined", "operation-operationId-unique"];
  const config = await createConfig({ rules: Object.fromEntries(rules.map((rule) => [rule, "error" as const])) });
  return (await lintFromString({ source, config })).map(
    ({ message, location }) => `${location[0]?.pointer}: ${message}`,
  );
}

test("every reference leads somewhere", () => {
  const referenced = [...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name ?? "");
  expect(referenced.length).toBeGreaterThan(20);
  for (const name of referenced) expect(document.components.schemas).toHaveProperty(name);
  expect(text).not.toContain("$defs");
});

test("every route is described once, under a name of its own", () => {
  const ids = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => operationId),
  );
  expect(ids).toHaveLength(routes.length);
  expect(new Set(ids).size).toBe(routes.length);
});

test("what a path names is a parameter of it", () => {
  for (const route of routes) {
    const named = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const parameters = JSON.stringify(document.paths[`/api${route.path}`]?.[route.method]);
    for (const name of named) expect(parameters).toContain(`"name":"${name}","in":"path","required":true`);
  }
});

test("every route that changes something is in the audit log and asks for a permission", () => {
  const changing = routes.filter(({ method, path }) => method !== "get" && !path.startsWith("/webhooks"));
  for (const route of changing) expect([route.operationId, route.audit, route.permission]).not.toContain(undefined);
});

test("requests refuse what they don't know, answers may grow", () => {
  expect(document.components.schemas.CreateStore).toMatchObject({ additionalProperties: false });
  expect(document.components.schemas.Store).not.toHaveProperty("additionalProperties");
});
