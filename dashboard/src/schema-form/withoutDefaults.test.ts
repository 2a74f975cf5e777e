import { expect, test } from "vitest";
import { formSchema } from "./jsonSchema.ts";
import { withDefaults } from "./SchemaForm.tsx";
import { withoutDefaults } from "./withoutDefaults.ts";

const schema = formSchema({
  type: "object",
  required: ["store", "region"],
  properties: {
    store: { type: "object", properties: { engine: { type: "string" } } },
    global: { type: "object" },
    region: { type: "string", default: "eu" },
    resources: { type: "object", properties: { plan: { type: "string", enum: ["small", "large"], default: "small" } } },
    redis: { type: "object", properties: { enabled: { type: "boolean", default: false } } },
    hosts: { type: "array", items: { type: "string" } },
  },
});
const defaults = withDefaults(schema, {});

test("the form leaves out the platform's own keys and starts with the schema's defaults", () => {
  expect(Object.keys(schema.properties ?? {})).toEqual(["region", "resources", "redis", "hosts"]);
  expect(defaults).toMatchObject({ region: "eu", resources: { plan: "small" }, redis: { enabled: false } });
});

test("untouched defaults are not written, but required keys are", () => {
  expect(withoutDefaults(defaults, defaults, undefined, schema)).toEqual({ region: "eu" });
});

test("what was chosen is written", () => {
  const values = { ...defaults, resources: { plan: "large" }, hosts: ["shop.example.com"] };
  expect(withoutDefaults(values, defaults, undefined, schema)).toEqual({
    region: "eu",
    resources: { plan: "large" },
    hosts: ["shop.example.com"],
  });
});

test("what a person wrote stays, even where it equals a default", () => {
  const original = { resources: { plan: "small" } };
  expect(withoutDefaults(withDefaults(schema, original), defaults, original, schema)).toEqual({
    region: "eu",
    resources: { plan: "small" },
  });
});
