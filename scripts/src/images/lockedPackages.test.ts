import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { projectFolder } from "../instance.ts";
import { lockedPackages } from "./lockedPackages.ts";

const lock = JSON.stringify({
  packages: {
    "": {},
    shop: { dependencies: { a: "1" }, devDependencies: { tool: "1" } },
    other: { dependencies: { b: "2" } },
    "node_modules/a": { version: "1.0.0", integrity: "sha-a", dependencies: { b: "1" } },
    "node_modules/a/node_modules/b": { version: "1.5.0" },
    "node_modules/b": { version: "2.0.0" },
    "node_modules/tool": { version: "1.1.0", peerDependencies: { a: "1", absent: "1" } },
  },
});

it("follows what Node would resolve, nested before hoisted", () => {
  expect(lockedPackages(lock, "shop")).toEqual([
    "node_modules/a 1.0.0 sha-a",
    "node_modules/a/node_modules/b 1.5.0 ",
    "node_modules/tool 1.1.0 ",
  ]);
});

it("refuses a workspace that the lockfile doesn't know", () => {
  expect(() => lockedPackages(lock, "nowhere")).toThrow(/npm install/);
});

it("finds the storefront's packages in the real lockfile", () => {
  const real = lockedPackages(readFileSync(`${projectFolder}/package-lock.json`, "utf8"), "images/medusa/storefront");
  expect(real.some((line) => line.startsWith("node_modules/vite"))).toBe(true);
});
