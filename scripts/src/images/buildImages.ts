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
  const { images, missing } = await lookUp(archives);
  if (missing.length === 0) return images;
  const unlock = await lockFile(join(archives, "lock"), {
    timeoutMs: LOCK_WAIT_MS,
    onWait: (pid) => progress(`process ${pid} is building images: waiting`),
    signal,
  });
  try {
    // Another process may have made them while this one waited, or somebody changed what they are made of.
    const now = await lookUp(archives);
    const built = await buildMissing(now.list, now.missing, archives, { progress, signal });
    return NAMES.flatMap((name) => [...now.images, ...built].find((image) => image.name === name) ?? []);
  } finally {
    unlock();
  }
}

interface MissingImage {
  readonly name: ImageName;
  readonly archive: string;
}

/** What the cache has of the images that the present sources make. */
async function lookUp(archives: string): Promise<{ list: ImageList; images: BuiltImage[]; missing: MissingImage[] }> {
  const list = readImageList();
  const wanted = await Promise.all(
    NAMES.map(async (name) => ({ name, archive: join(archives, `${name}-${await imageHash(list, name)}.tar`) })),
  );
  return {
    list,
    images: wanted
      .filter(({ archive }) => existsSync(archive))
      .map((image) => ({ ...image, reference: imageReference(list, image.name), built: false, seconds: 0 })),
    missing: wanted.filter(({ archive }) => !existsSync(archive)),
  };
}

async function buildMissing(
  list: ImageList,
  missing: readonly MissingImage[],
  archives: string,
  { progress, signal }: BuildImagesOptions,
): Promise<BuiltImage[]> {
  if (missing.length === 0) return [];
  const surroundings = { logFile: join(archives, "build.log"), signal };
  await rm(surroundings.logFile, { force: true });
  const workshop = await openWorkshop(list, surroundings, progress);
  const images: BuiltImage[] = [];
  try {
    for (const { name, archive } of missing) {
      const started = performance.now();
      progress(`${name}: building with ${workshop.builder.name}`);
      const described = await recipes[name].describe({ surroundings, foundations: workshop.foundations, progress });
      await workshop.builder.build({ reference: imageReference(list, name), ...described });
      progress(`${name}: writing the archive`);
      await workshop.builder.save(imageReference(list, name), archive);
      await forgetOlder(archives, name, archive);
      const seconds = Math.round((performance.now() - started) / 100) / 10;
      images.push({ name, reference: imageReference(list, name), archive, built: true, seconds });
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
