import { existsSync } from "node:fs";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { lockFile } from "../../fileLock.mjs";
import { cacheFolder } from "../instance.ts";
import { type ImageList, type ImageName, imageReference, readImageList } from "./imageList.ts";
import { imageHash, recipes } from "./recipes.ts";
import { openWorkshop } from "./workshop.ts";

const LOCK_WAIT_MS = 120 * 60_000;
const NAMES: readonly ImageName[] = ["postgres", "redis", "medusa", "mariadb", "woocommerce", "backup"];

/** An image that is there. */
export interface BuiltImage {
  readonly name: ImageName;
  /** e.g. `localhost/storeplane/medusa:1.0.0` */
  readonly reference: string;
  /** A file for `ctr images import`, `docker load` or `kind load image-archive`. Its name follows its content. */
  readonly archive: string;
  /** Whether this run made it, and the seconds that took. */
  readonly built: boolean;
  readonly seconds: number;
}

export interface BuildImagesOptions {
  /** Told what is being done, in a few words. */
  readonly progress: (detail: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Makes the images of a store, or finds them in the cache (then in well under a second). Where a Docker engine answers, it builds on the
 * official base images; elsewhere, as root on Debian, buildah builds on a Debian made with debootstrap. Runs that were killed leave nothing
 * in the way, and what they finished isn't done again.
 * @throws Error that says which step failed and where its log is
 */
export async function buildImages({ progress, signal }: BuildImagesOptions): Promise<BuiltImage[]> {
  const archives = join(cacheFolder, "images");
  await mkdir(archives, { recursive: true });
  const list = readImageList();
  const wanted = await Promise.all(
    NAMES.map(async (name) => ({ name, archive: join(archives, `${name}-${await imageHash(list, name)}.tar`) })),
  );
  const found = wanted.filter(({ archive }) => existsSync(archive));
  const missing = wanted.filter(({ archive }) => !existsSync(archive));
  const result = new Map<ImageName, BuiltImage>();
  for (const { name, archive } of found) {
    result.set(name, { name, reference: imageReference(list, name), archive, built: false, seconds: 0 });
  }
  if (missing.length > 0) {
    const unlock = await lockFile(join(archives, "lock"), {
      timeoutMs: LOCK_WAIT_MS,
      onWait: (pid) => progress(`process ${pid} is building images: waiting`),
    });
    try {
      for (const image of await buildMissing(list, missing, archives, { progress, signal }))
        result.set(image.name, image);
    } finally {
      unlock();
    }
  }
  return NAMES.flatMap((name) => result.get(name) ?? []);
}

async function buildMissing(
  list: ImageList,
  missing: readonly { readonly name: ImageName; readonly archive: string }[],
  archives: string,
  { progress, signal }: BuildImagesOptions,
): Promise<BuiltImage[]> {
  const surroundings = { logFile: join(archives, "build.log"), signal };
  await rm(surroundings.logFile, { force: true });
  const workshop = await openWorkshop(list, surroundings, progress);
  const images: BuiltImage[] = [];
  try {
    for (const { name, archive } of missing) {
      const started = performance.now();
      // Another process may have made it while this one waited.
      const built = !existsSync(archive);
      if (built) {
        progress(`${name}: building with ${workshop.builder.name}`);
        const described = await recipes[name].describe({ surroundings, foundations: workshop.foundations, progress });
        await workshop.builder.build({ reference: imageReference(list, name), ...described });
        progress(`${name}: writing the archive`);
        await workshop.builder.save(imageReference(list, name), archive);
        await forgetOlder(archives, name, archive);
      }
      const seconds = Math.round((performance.now() - started) / 100) / 10;
      images.push({ name, reference: imageReference(list, name), archive, built, seconds });
      progress(`${name}: ${seconds} s`);
    }
  } finally {
    // What failed before counts; the next build cleans up again.
    await workshop.close().catch((error: Error) => progress(`cleaning up failed: ${error.message}`));
  }
  return images;
}

/** Keeps the archive in use and the one before it. */
async function forgetOlder(folder: string, name: ImageName, current: string): Promise<void> {
  const own = new RegExp(`^${name}-[0-9a-f]{12}\\.tar$`);
  const older = (await readdir(folder))
    .filter((file) => own.test(file) && join(folder, file) !== current)
    .map((file) => join(folder, file));
  const aged = await Promise.all(older.map(async (file) => ({ file, at: (await stat(file)).mtimeMs })));
  for (const { file } of aged.sort((a, b) => b.at - a.at).slice(1)) await rm(file, { force: true });
}
