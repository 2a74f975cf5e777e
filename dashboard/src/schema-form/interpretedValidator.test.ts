import { expect, test } from "vitest";
import medusa from "../../../charts/medusa/values.schema.json" with { type: "json" };
import { interpretedValidator } from "./interpretedValidator.ts";
import { formSchema } from "./jsonSchema.ts";

const schema = formSchema(medusa);

function errorsOf(values: Record<string, unknown>): string[] {
  return interpretedValidator.validateFormData(values, schema).errors.map((error) => error.stack);
}

test("Medusa's own schema is understood", () => {
  expect(errorsOf({ resources: { plan: "small" } })).toEqual([]);
});

test("errors stand at their fields, in plain words", () => {
  expect(errorsOf({ resources: { plan: "huge" } })).toEqual([
    '.resources.plan must be one of "small","medium","large"',
  ]);
});

test("a missing required field is told at the field itself", () => {
  const { errors, errorSchema } = interpretedValidator.validateFormData(
    {},
    { type: "object", required: ["title"], properties: { title: { type: "string" } } },
  );
  expect(errors.map((error) => error.stack)).toEqual([".title is required"]);
  expect(errorSchema).toEqual({ title: { __errors: ["is required"] } });
});

test("parts of a schema may refer to its definitions", () => {
  const root = { type: "object" as const, definitions: { port: { type: "integer" as const, maximum: 65_535 } } };
  const part = { $ref: "#/definitions/port" };
  expect(interpretedValidator.isValid(part, 80 as never, root)).toBe(true);
  expect(interpretedValidator.isValid(part, 70_000 as never, root)).toBe(false);
});

test("requests to the platform are no part of the form, and don't keep it from being saved", () => {
  expect(schema.properties).not.toHaveProperty("restore");
  expect(schema.properties?.backups).toMatchObject({ properties: { schedule: { title: "Schedule" } } });
  expect(schema.properties?.backups).not.toHaveProperty("properties.request");
  const asked = { backups: { request: { at: "2026-01-01T00:00:00Z" } }, restore: { snapshot: "0123abcd" } };
  expect(errorsOf(asked)).toEqual([]);
});
