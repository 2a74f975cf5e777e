import { matchesGlob } from "node:path";
import { describe, expect, it } from "vitest";
import { partitions } from "./partitions.ts";

const first = "abcdefghijklmnopqrstuvwxyz0123456789";

/** Every way a legal name can begin, by what decides: its first and second characters, and whether it ends there. */
function* names() {
  for (const a of first) {
    yield a;
    for (const b of first) yield* [`${a}${b}`, `${a}${b}-9z`, `${a}${b}${"x".repeat(38)}`];
    yield* [`${a}-a`, `${a}-0`, `${a}--z`];
  }
}

describe("the partitions of the stores", () => {
  it("are about 64, each with a name that makes a legal ApplicationSet", () => {
    expect(partitions.length).toBeGreaterThanOrEqual(60);
    expect(partitions.length).toBeLessThanOrEqual(70);
    expect(new Set(partitions.map(({ name }) => name)).size).toBe(partitions.length);
    for (const { name } of partitions) expect(`stores-${name}`).toMatch(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/);
  });

  // What is used here, `*` within a folder and plain ranges in brackets, means the same to Node and to Argo CD's doublestar.
  it("cover every legal name by exactly one pattern", () => {
    const patterns = partitions.flatMap((partition) => partition.patterns);
    for (const pattern of patterns) expect(pattern).toMatch(/^stores\/[a-z0-9[\]-]+\/[a-z0-9[\]*-]+\.yaml$/);
    for (const name of names()) {
      const path = `stores/${name[0]}/${name}.yaml`;
      expect(
        patterns.filter((pattern) => matchesGlob(path, pattern)),
        path,
      ).toHaveLength(1);
    }
  });

  it.each([
    "stores/a/beta.yaml",
    "stores/acme.yaml",
    "stores/a/b/acme.yaml",
    "stores/a/acme.yml",
    "stores/a/Acme.yaml",
    "charts/a/acme.yaml",
    "stores/-/-a.yaml",
  ])("leave %s alone", (path) => {
    expect(partitions.flatMap(({ patterns }) => patterns).filter((pattern) => matchesGlob(path, pattern))).toEqual([]);
  });
});
