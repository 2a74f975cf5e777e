import { describe, expect, it } from "vitest";
import { type ChangedFile, validateChange } from "./validation.ts";
import { valuesCheck } from "./valuesSchema.ts";

const schema = (draft: string) =>
  JSON.stringify({
    $schema: draft,
    type: "object",
    required: ["store", "global"],
    additionalProperties: false,
    properties: {
      store: {
        type: "object",
        additionalProperties: false,
        properties: Object.fromEntries(storeKeys.map((k) => [k, {}])),
      },
      global: { type: "object" },
      plan: { enum: ["small", "large"] },
      replicas: { type: "integer", minimum: 1, maximum: 3 },
      note: { type: "string", maxLength: 10 },
      domains: { type: "array" },
      mail: { type: "string", format: "email" },
    },
  });
const storeKeys = ["engine", "chartVersion", "owner", "displayName", "cluster", "suspended"];
const draft07 = "http://json-schema.org/draft-07/schema#";
const released: Record<string, string> = {
  "charts/medusa/1.0.0/Chart.yaml": "name: medusa\n",
  "schemas/medusa-1.0.0.json": schema(draft07),
  "charts/woo/2.0.0/Chart.yaml": "name: woo\n",
  "charts/woo/2.0.0/values.schema.json": schema("https://json-schema.org/draft/2020-12/schema"),
  "charts/bare/1.0.0/Chart.yaml": "name: bare\n",
  "charts/odd/1.0.0/Chart.yaml": "name: odd\n",
  "schemas/odd-1.0.0.json": "{",
};
const head = "store:\n  engine: medusa\n  chartVersion: 1.0.0\n  owner: a@example.com\n";

const validate = (...changed: ChangedFile[]) =>
  validateChange({
    changed,
    readFile: async (path) => released[path],
    readFirst: async () => undefined,
    findStores: async () => ["stores/b/beta.yaml"],
  });
const added = async (text: string, path = "stores/a/acme.yaml") => await validate({ path, after: text });
const messages = async (text: string) =>
  (await added(text)).map((problem) => `${problem.pointer ?? ""} ${problem.message}`).join("\n");

describe("a values file", () => {
  it("is accepted when it follows the schema, with comments and quoted text", async () => {
    expect(await added(`# people write here\n${head}plan: small # ok\nnote: "1.10"\nreplicas: 2\n`)).toEqual([]);
    expect(await added(head.replace("medusa", "woo").replace("1.0.0", "2.0.0"))).toEqual([]);
  });

  it.each([
    ["stores/b/acme.yaml", /belongs to stores\/a\/acme\.yaml/],
    ["stores/acme.yaml", /belongs to stores\/a\/acme\.yaml/],
    ["stores/a/acme.yml", /belongs to stores\/a\/acme\.yaml/],
    ["stores/a/x/acme.yaml", /belongs to/],
    ["stores/A/Acme.yaml", /can't be the name of a store/],
    [`stores/a/${"a".repeat(41)}.yaml`, /40 characters/],
    ["stores/a/-acme.yaml", /can't be the name/],
    ["stores/a/.yaml", /can't be the name/],
    ["stores/ü/ümlaut.yaml", /can't be the name/],
    ["stores/a/acme", /no values file/],
    ["stores/README.md", /no values file/],
    ["stores", /no values file/],
  ])("is refused at %s", async (path, why) => {
    const [problem] = await added(head, path);
    expect(problem?.message).toMatch(why);
  });

  it.each([
    ["", /is empty/],
    ["# nothing\n", /is empty/],
    ["- a\n", /holds a list/],
    ["text\n", /single value/],
    ["null\n", /holds nothing/],
    ["a: [\n", /can't be read as YAML: line \d+, column \d+/],
    ["\tstore: 1\n", /can't be read as YAML/],
    [`${head}---\na: 1\n`, /more than one YAML document/],
    [`%YAML 1.1\n---\n${head}`, /directive/],
    [`${head}x: &a 1\n`, /\/x has an anchor/],
    [`${head}x: &a {}\ny: *a\n`, /\/y is an alias/],
    [`${head}x: { <<: {} }\n`, /\/x uses the merge key/],
    [`${head}x: !!binary aGk=\n`, /\/x has the tag/],
    [`${head}x: !custom a\n`, /tag/i],
    [`${head}plan: small\nplan: large\n`, /\/plan is given twice/],
    [`${head}1: x\n`, /\/1 is a key that is no text/],
    [`${head}x: ${"[".repeat(300)}`, /nested too deeply/],
    [`${head}${Array.from({ length: 60 }, (_, i) => `${" ".repeat(i)}a:`).join("\n")} 1\n`, /nested deeper/],
    [`${head}# ${"x".repeat(65_536)}\n`, /more than the 65536/],
  ])("is refused: %j", async (text, why) => {
    expect(await messages(text)).toMatch(why);
  });

  it.each([
    "no",
    "yes",
    "on",
    "Off",
    "y",
    "1:30",
    "0777",
    "1_000",
    "2024-01-01",
    "0o17",
    "1.10",
    "1.0",
    "9007199254740993",
    ".inf",
  ])("is refused when a plain value may be read in two ways: %s", async (value) => {
    expect(await messages(`${head}note: ${value}\n`)).toMatch(/^\/note .*quote it/m);
    expect(await messages(`${head}note: "${value}"\n`)).not.toMatch(/quote/);
  });

  it("is refused when a key may be read in two ways", async () => {
    expect(await messages(`${head}on: 1\n`)).toMatch(/\/on .*YAML 1\.1/);
  });

  it("is refused with each place that breaks the schema, in plain words", async () => {
    const text = `${head}  colour: red\nplan: huge\nreplicas: 9\nnote: [a]\nmail: nobody\nnotes: x\n`;
    expect((await messages(text)).split("\n").sort()).toEqual([
      "/mail must be a valid email",
      "/note must be text",
      "/notes is no setting of this engine; remove it or correct its spelling",
      '/plan must be one of "small", "large"',
      "/replicas must be at most 3",
      "/store/colour is no setting of this engine; remove it or correct its spelling",
    ]);
  });

  it.each([
    ["plan: small\n", /\/store is missing/],
    ["store: x\n", /\/store /],
    ["store: {engine: medusa, chartVersion: 1.0.0}\n", /\/store\/owner is missing/],
    ["store: {engine: medusa, chartVersion: 1.5, owner: a}\n", /\/store\/chartVersion must be text; quote it/],
    [head.replace("1.0.0", "1.1.0"), /\/store\/chartVersion chart medusa 1\.1\.0 is not released/],
    [head.replace("medusa", "../medusa"), /\/store\/engine must be/],
    [head.replace("medusa", "bare"), /schemas\/bare-1\.0\.0\.json is missing/],
    [head.replace("medusa", "odd"), /the schema can't be used/],
    [`${head}global: {}\n`, /\/global is set by the platform/],
  ])("is refused when the platform's part is wrong: %j", async (text, why) => {
    expect(await messages(text)).toMatch(why);
  });

  it("is refused when it claims a domain of another store", async () => {
    released["stores/b/beta.yaml"] = `${head}domains: [{ host: a.example }]\n`;
    expect(await messages(`${head}domains: [{ host: a.example }]\n`)).toMatch(/\/domains\/0 .*another store/);
  });

  it("keeps its engine and its cluster", async () => {
    const change = async (before: string, after: string) =>
      (await validate({ path: "stores/a/acme.yaml", before, after })).map((problem) => problem.pointer);
    const woo = head.replace("medusa", "woo").replace("1.0.0", "2.0.0");
    expect(await change(head, woo)).toEqual(["/store/engine"]);
    expect(await change(head, `${head}  cluster: far\n`)).toEqual(["/store/cluster"]);
    expect(await change(head, `${head}  cluster: in-cluster\n  suspended: true\n`)).toEqual([]);
    expect(await change("store: [broken", head)).toEqual([]);
  });

  it("goes back to the engine and the cluster that it was made with, and to no other, when they were changed past the checks", async () => {
    const change = (before: string, after: string) =>
      validateChange({
        changed: [{ path: "stores/a/acme.yaml", before, after }],
        readFile: async (path) => released[path],
        readFirst: async () => head,
        findStores: async () => [],
      });
    const woo = head.replace("medusa", "woo").replace("1.0.0", "2.0.0");
    const far = `${head}  cluster: far\n`;
    expect(await change(woo, head)).toEqual([]);
    expect(await change(far, head)).toEqual([]);
    const [problem] = await change(far, `${head}  cluster: farther\n`);
    expect(problem?.message).toContain('it is "in-cluster"');
    expect((await change(woo, woo.replace("woo", "bare"))).map(({ pointer }) => pointer)).toContain("/store/engine");
  });

  it("may be removed, whatever it was", async () => {
    expect(await validate({ path: "stores/a/acme.yaml", before: head })).toEqual([]);
    expect(await validate({ path: "stores/x/acme.txt", before: "?" })).toEqual([]);
  });
});

describe("a released chart", () => {
  const chart = { path: "charts/medusa/1.1.0/Chart.yaml", after: "name: medusa\n" };

  it("is added whole, and stores may use it in the same push", async () => {
    const changed = [
      chart,
      { path: "charts/medusa/1.1.0/templates/a.yaml", after: "a" },
      { path: "schemas/medusa-1.1.0.json", after: schema(draft07) },
      { path: "stores/a/acme.yaml", after: head.replace("1.0.0", "1.1.0") },
      { path: "README.md", before: "a", after: "b" },
    ];
    expect(await validate(...changed)).toEqual([]);
  });

  it.each([
    [{ path: "charts/medusa/1.0.0/Chart.yaml", before: "a", after: "b" }, /release a new version/],
    [{ path: "charts/medusa/1.0.0/templates/x.yaml", before: "a" }, /release a new version/],
    [{ path: "charts/medusa/1.0.0/templates/new.yaml", after: "b" }, /would be added to the released/],
    [{ path: "charts/medusa/3.0.0/templates/new.yaml", after: "b" }, /no Chart\.yaml/],
    [{ path: "schemas/medusa-1.0.0.json", before: "{}", after: "{ }" }, /release a new version/],
    [{ path: "schemas/medusa-1.0.0.json", before: "{}" }, /release a new version/],
    [{ path: "schemas/medusa-9.0.0.json", after: "[]" }, /no JSON object/],
    [{ path: "schemas/medusa-9.0.0.json", after: '{"type": "strange"}' }, /can't be used/],
  ])("can't be edited, removed or half added: %j", async (file, why) => {
    expect((await validate(file)).map((problem) => problem.message).join()).toMatch(why);
  });
});

it("compiles a schema once, however many stores follow it", () => {
  const text = schema(draft07);
  expect(valuesCheck(text)).toBe(valuesCheck(text));
  expect(valuesCheck(`${text} `)).not.toBe(valuesCheck(text));
});
