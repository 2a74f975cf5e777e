import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { editValuesFile } from "./editValuesFile.ts";
import { mergePatch } from "./mergePatch.ts";
import { newValuesFile } from "./newValuesFile.ts";
import { readStrictYaml } from "./strictYaml.ts";
import { parseValuesFile } from "./valuesFile.ts";

const written = `# yaml-language-server: $schema=../../schemas/medusa-1.0.0.json
# The shop of Acme, ask Alice
store:
    engine: medusa   # never changes
    chartVersion:   1.0.0
    owner:   'alice@example.com'
    suspended: false     # closed for the holidays?

resources: {plan: small,   note: "it's fine"}

list:
  - one
  -   two   # second
text: |
  several
  lines
empty:
`;

describe("an edit of a values file", () => {
  it("replaces values where they stand and leaves every other character alone", () => {
    expect(
      editValuesFile(written, { store: { suspended: true, chartVersion: "1.1.0" }, resources: { plan: "large" } }),
    ).toBe(
      written
        .replace("suspended: false", "suspended: true")
        .replace("1.0.0\n ", "1.1.0\n ")
        .replace("plan: small", "plan: large"),
    );
    expect(editValuesFile(written, { empty: 1 })).toBe(written.replace("empty:\n", "empty: 1\n"));
  });

  it("adds and removes keys without touching the lines around them", () => {
    const edited = editValuesFile(written, { store: { displayName: "Acme" }, text: null });
    expect(parse(edited)).toEqual(mergePatch(parse(written), { store: { displayName: "Acme" }, text: null }));
    for (const line of written.split("\n").slice(0, 12)) expect(edited).toContain(line);
    expect(edited).toContain("  -   two   # second");
  });

  it("changes nothing when nothing is asked for", () => {
    expect(editValuesFile(written, { store: { suspended: false }, nothing: null })).toBe(written);
  });

  it("keeps blanks that take the place of a block of lines", () => {
    expect(parse(editValuesFile(written, { text: " " }))).toMatchObject({ text: " " });
  });

  it("says what is wrong with a file that can't be edited", () => {
    expect(() => editValuesFile("a: [", {})).toThrow(/can't be read as YAML/);
    expect(() => editValuesFile("- a", {})).toThrow(/no mapping/);
  });

  it("quotes what YAML 1.1 and 1.2 would read differently", () => {
    const edited = editValuesFile(written, { store: { displayName: "no" }, resources: { note: "1:30" }, size: "1.10" });
    expect(readStrictYaml(edited).problems).toBeUndefined();
    expect(parse(edited)).toMatchObject({ store: { displayName: "no" }, resources: { note: "1:30" }, size: "1.10" });
  });

  it("means what the merge patch means, for any patch, twice in a row", () => {
    const key = fc.constantFrom("store", "resources", "list", "text", "empty", "a", "on", "1", "__proto__x");
    const value = fc.letrec<{ node: unknown }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom("no", "1.10", "0777", "2024-01-01", "a: b", "# x", " x ", "multi\nline", "", "é🛍"),
        fc.string(),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(fc.string(), { maxLength: 2 }),
        fc.dictionary(key, tie("node"), { maxKeys: 3 }),
      ),
    })).node;
    const patch = fc.dictionary(key, value, { maxKeys: 3 });
    fc.assert(
      fc.property(patch, patch, (first, second) => {
        const edited = editValuesFile(editValuesFile(written, first), second);
        expect(parse(edited)).toEqual(mergePatch(mergePatch(parse(written), first), second));
        expect(readStrictYaml(edited).problems).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });
});

describe("a new values file", () => {
  const settings = { engine: "medusa", chartVersion: "1.0.0", owner: "alice@example.com" };

  it("starts with its schema and holds what was asked for", () => {
    expect(
      newValuesFile({ ...settings, displayName: "Acme Shoes" }, { resources: { plan: "small" }, gone: null }),
    ).toBe(
      `# yaml-language-server: $schema=../../schemas/medusa-1.0.0.json

store:
  engine: medusa
  chartVersion: 1.0.0
  owner: alice@example.com
  displayName: Acme Shoes
resources:
  plan: small
`,
    );
  });

  it.each(["E0", "e5", "-E1", "1: [", "1_000", `1${"_1".repeat(35)}`, "2026-11-23", ".e1"])(
    "keeps %s a text",
    (displayName) => {
      expect(parseValuesFile(newValuesFile({ ...settings, displayName })).store.displayName).toBe(displayName);
    },
  );

  it("is read back as it was given, whatever people type", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), fc.string({ unit: "binary", maxLength: 80 }), (displayName, note) => {
        const file = parseValuesFile(newValuesFile({ ...settings, displayName }, { note }));
        expect(file.store.displayName ?? "").toBe(displayName);
        expect(file.values).toEqual({ note });
      }),
      { numRuns: 300 },
    );
  });
});
