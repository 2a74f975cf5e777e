import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { projectFolder } from "../instance.ts";
import { imageReference, readImageList } from "./imageList.ts";

const list = readImageList();

it("names images the way the platform's local registry prefix does", () => {
  expect(imageReference({ ...list, images: { ...list.images, medusa: "9.9.9" } }, "medusa")).toBe(
    "localhost/storeplane/medusa:9.9.9",
  );
});

it.each(Object.entries(list.images))("builds %s:%s, which the chart runs", (name, tag) => {
  const template = readFileSync(`${projectFolder}/charts/medusa/templates/_images.tpl`, "utf8");
  expect(template).toContain(`"${name}" "${tag}"`);
});
