import { createReadStream, createWriteStream } from "node:fs";
import { cp, mkdir, readdir, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { constants, createBrotliCompress, createGzip } from "node:zlib";
import { projectFolder } from "../instance.ts";
import { runLogged, type Surroundings } from "./builder.ts";

const COMPRESSIBLE = /\.(js|css|svg|html|json|txt|ico|webmanifest)$/;
const MADE = new Set(["node_modules", "dist", ".medusa"]);

/** Builds the storefront and lays out the context of `images/medusa/Dockerfile`. */
export async function makeMedusaContext(surroundings: Surroundings, folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const images = join(projectFolder, "images");
  const filter = (path: string) => !MADE.has(basename(path));
  await cp(join(images, "medusa/backend"), join(folder, "backend"), { recursive: true, filter });
  await cp(join(images, "medusa/build"), join(folder, "build"), { recursive: true, filter });
  await cp(join(images, "collect-root.sh"), join(folder, "collect-root.sh"));
  const dist = join(folder, "storefront-dist");
  await runLogged(
    surroundings,
    5,
    process.execPath,
    [join(projectFolder, "node_modules/vite/bin/vite.js"), "build", "--outDir", dist, "--emptyOutDir"],
    { cwd: join(images, "medusa/storefront") },
  );
  await compressFiles(dist);
}

/** Puts a `.br` and a `.gz` beside each file that gets smaller by it, so that no request waits for compression. */
async function compressFiles(folder: string): Promise<void> {
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter(
    (entry) => entry.isFile() && COMPRESSIBLE.test(entry.name) && entry.name !== "index.html",
  );
  for (const { parentPath, name } of files) {
    const file = join(parentPath, name);
    const brotli = createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
    await pipeline(createReadStream(file), brotli, createWriteStream(`${file}.br`));
    await pipeline(createReadStream(file), createGzip({ level: 9 }), createWriteStream(`${file}.gz`));
  }
}
