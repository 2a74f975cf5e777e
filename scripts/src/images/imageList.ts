import { readFileSync } from "node:fs";
import { z } from "zod";
import { projectFolder } from "../instance.ts";

const schema = z.strictObject({
  registry: z.string().min(1),
  images: z.strictObject({
    backup: z.string(),
    mariadb: z.string(),
    medusa: z.string(),
    postgres: z.string(),
    redis: z.string(),
    woocommerce: z.string(),
  }),
  node: z.string(),
  /** WordPress as npm has it: a package, its checksum, and which of the releases in it. */
  wordpress: z.strictObject({ package: z.string(), integrity: z.string(), release: z.string() }),
});

/** Names and tags of the images, read by the build and checked against the charts. */
export type ImageList = z.infer<typeof schema>;
export type ImageName = keyof ImageList["images"];

/** @throws ZodError when `images/images.json` isn't what it should be */
export function readImageList(): ImageList {
  return schema.parse(JSON.parse(readFileSync(`${projectFolder}/images/images.json`, "utf8")));
}

/** e.g. `localhost/storeplane/medusa:1.0.0` */
export function imageReference(list: ImageList, name: ImageName): string {
  return `${list.registry}/${name}:${list.images[name]}`;
}
