import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { inputsHash } from "./inputsHash.ts";

const folder = mkdtempSync(join(tmpdir(), "inputs-"));
const hash = () => inputsHash(folder, ["image", "one.txt"], ["1.0.0"]);

beforeAll(() => {
  mkdirSync(join(folder, "image/node_modules"), { recursive: true });
  writeFileSync(join(folder, "image/Dockerfile"), "FROM scratch");
  writeFileSync(join(folder, "one.txt"), "1");
});
afterAll(() => rmSync(folder, { recursive: true }));

it("stays the same when only made or foreign files change", () => {
  const before = hash();
  writeFileSync(join(folder, "image/node_modules/x.js"), "x");
  writeFileSync(join(folder, "other.txt"), "x");
  expect(hash()).toBe(before);
});

it("follows content, names, executable bits and texts", () => {
  const seen = new Set([hash()]);
  writeFileSync(join(folder, "image/Dockerfile"), "FROM scratch\n");
  seen.add(hash());
  writeFileSync(join(folder, "image/entrypoint.sh"), "");
  seen.add(hash());
  chmodSync(join(folder, "image/entrypoint.sh"), 0o755);
  seen.add(hash());
  seen.add(inputsHash(folder, ["image", "one.txt"], ["1.0.1"]));
  expect(seen.size).toBe(5);
});
