import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { representation, siteFiles } from "./siteFiles";

const folder = mkdtempSync(join(tmpdir(), "site-"));
mkdirSync(join(folder, "assets"));
for (const name of [
  "index.html",
  "index.html.br",
  "favicon.svg",
  "assets/a-1.js",
  "assets/a-1.js.br",
  "assets/a-1.js.gz",
]) {
  writeFileSync(join(folder, name), name);
}
afterAll(() => rmSync(folder, { recursive: true }));

describe("siteFiles", () => {
  it("lists what may be served, without the page to fill in and the compressed companions", () => {
    expect([...siteFiles(folder).keys()].sort()).toEqual(["/assets/a-1.js", "/favicon.svg"]);
  });

  it("keeps only hashed names for ever", () => {
    expect(siteFiles(folder).get("/assets/a-1.js")?.hashed).toBe(true);
    expect(siteFiles(folder).get("/favicon.svg")?.hashed).toBe(false);
  });
});

describe("representation", () => {
  const file = { path: "a", brotli: "a.br", gzip: "a.gz", hashed: true };

  it.each([
    ["gzip, deflate, br", "br"],
    ["gzip;q=1.0, br;q=0", "gzip"],
    ["identity", undefined],
    ["", undefined],
  ])("for %j chooses %s", (header, encoding) => {
    expect(representation(file, header).encoding).toBe(encoding);
  });

  it("sends the plain file where there is no compressed one", () => {
    expect(representation({ path: "a", hashed: false }, "br")).toEqual({ path: "a" });
  });
});
