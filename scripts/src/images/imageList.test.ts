import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { projectFolder } from "../instance.ts";
import { imageReference, readImageList } from "./imageList.ts";

const list = readImageList();

it("names images the way the platform's local registry prefix does", () => {
  expect(imageReference({ ...list, images: { ...list.images, medusa: "9.9.9" } }, "medusa")).toBe(
    "localhost/storeplane/medusa:9.9.9",
  );
});

const charts = readdirSync(join(projectFolder, "charts"), { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".tpl"))
  .map((file) => readFileSync(join(projectFolder, "charts", file), "utf8"))
  .join("\n");

it.each(Object.entries(list.images))("builds %s:%s, which a chart runs", (name, tag) => {
  expect(charts).toMatch(new RegExp(`"${name}" "${tag}"|^${name}: ${tag}$`, "m"));
});
