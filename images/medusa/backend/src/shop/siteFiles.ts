import { readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";

/** A file of the built storefront and the compressed ones beside it. */
export interface SiteFile {
  readonly path: string;
  readonly brotli?: string;
  readonly gzip?: string;
  /** Its name holds a hash of its content, so it may be kept for ever. */
  readonly hashed: boolean;
}

/**
 * All files below the folder by URL path. Read once: the image is read-only, and a path that isn't in this map can't be served,
 * whatever it looks like. Compressed companions and `index.html` (which is filled in first) aren't files of their own.
 */
export function siteFiles(folder: string, prefix = "/"): ReadonlyMap<string, SiteFile> {
  const paths = new Set(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  const files = new Map<string, SiteFile>();
  for (const path of paths) {
    const url = prefix + relative(folder, path).split(sep).join("/");
    if (/\.(br|gz)$/.test(path) || url === "/index.html") continue;
    files.set(url, {
      path,
      hashed: url.startsWith("/assets/"),
      ...(paths.has(`${path}.br`) ? { brotli: `${path}.br` } : {}),
      ...(paths.has(`${path}.gz`) ? { gzip: `${path}.gz` } : {}),
    });
  }
  return files;
}

/** The representation to send: the smallest that the client accepts. */
export function representation(file: SiteFile, acceptEncoding: string): { path: string; encoding?: "br" | "gzip" } {
  const accepts = (name: string) =>
    acceptEncoding.split(",").some((part) => {
      const [coding, ...parameters] = part.split(";").map((text) => text.trim());
      return coding === name && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
    });
  if (file.brotli && accepts("br")) return { path: file.brotli, encoding: "br" };
  if (file.gzip && accepts("gzip")) return { path: file.gzip, encoding: "gzip" };
  return { path: file.path };
}
