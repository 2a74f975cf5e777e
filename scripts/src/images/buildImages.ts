import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { lockFile } from "../../fileLock.mjs";
import { cacheFolder, projectFolder } from "../instance.ts";
import { type Builder, buildahBuilder, dockerBuilder, type ImageBuild, type Surroundings } from "./builder.ts";
import { type ImageList, type ImageName, imageReference, readImageList } from "./imageList.ts";
import { inputsHash } from "./inputsHash.ts";
import { cleanUp, ensureDebianBase, makeToolsContext } from "./localBase.ts";
import { lockedPackages } from "./lockedPackages.ts";
import { makeMedusaContext } from "./medusaContext.ts";

/** Raise it when the way of building changes what comes out. */
const RECIPE = "1";
const LOCK_WAIT_MS = 120 * 60_000;
const BASE = "localhost/storeplane/build-debian:12";
const NAMES: readonly ImageName[] = ["postgres", "redis", "medusa"];

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
        await workshop.builder.build(await workshop.describe(name));
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

async function imageHash(list: ImageList, name: ImageName): Promise<string> {
  const common = ["images/collect-root.sh"];
  const texts = [RECIPE, imageReference(list, name), process.arch];
  if (name !== "medusa") return inputsHash(projectFolder, [...common, `images/${name}`], texts);
  const lock = await readFile(join(projectFolder, "package-lock.json"), "utf8");
  return inputsHash(
    projectFolder,
    [...common, "images/medusa/Dockerfile", "images/medusa/backend", "images/medusa/build", "images/medusa/storefront"],
    [...texts, list.node, ...lockedPackages(lock, "images/medusa/storefront")],
  );
}

interface Workshop {
  readonly builder: Builder;
  describe(name: ImageName): Promise<ImageBuild>;
  close(): Promise<void>;
}

async function openWorkshop(
  list: ImageList,
  surroundings: Surroundings,
  progress: (detail: string) => void,
): Promise<Workshop> {
  const images = join(projectFolder, "images");
  const medusaContext = join(cacheFolder, "build/medusa");
  const describe = async (name: ImageName, args: Readonly<Record<string, string>>): Promise<ImageBuild> => {
    const reference = imageReference(list, name);
    if (name !== "medusa")
      return { reference, context: images, dockerfile: join(images, name, "Dockerfile"), args, secrets: {} };
    progress("medusa: building the storefront");
    await makeMedusaContext(surroundings, medusaContext);
    progress("medusa: installing, compiling, migrating, tracing (minutes the first time)");
    return {
      reference,
      context: medusaContext,
      dockerfile: join(images, "medusa/Dockerfile"),
      args,
      secrets: machineSecrets(),
    };
  };

  if (await dockerAnswers()) {
    return {
      builder: dockerBuilder(surroundings),
      describe: (name) => describe(name, {}),
      close: async () => undefined,
    };
  }
  if (process.getuid?.() !== 0) {
    throw new Error(
      "Images can be built with a running Docker engine, or as root with buildah and debootstrap; here is neither.",
    );
  }
  const storage = join(cacheFolder, "build/storage");
  const buildah = buildahBuilder(surroundings, storage);
  await cleanUp(buildah, storage);
  progress("making a Debian base with debootstrap");
  await ensureDebianBase(buildah, surroundings, BASE);
  return {
    builder: buildah,
    async describe(name) {
      if (name !== "medusa") return describe(name, { BASE });
      const tools = `localhost/storeplane/build-tools:${list.node}`;
      const context = await makeToolsContext(surroundings, join(cacheFolder, "build/tools"), list.node);
      await buildah.build({
        reference: tools,
        context,
        dockerfile: join(images, "tools/Dockerfile"),
        args: { BASE },
        secrets: {},
      });
      return describe(name, { TOOLS: tools });
    },
    close: () => cleanUp(buildah, storage),
  };
}

/** The machine's way to its package registry, where it has one of its own. */
function machineSecrets(): Record<string, string> {
  const candidates = {
    npmrc: process.env.NPM_CONFIG_USERCONFIG || join(homedir(), ".npmrc"),
    authorities: process.env.NODE_EXTRA_CA_CERTS || "/etc/ssl/certs/ca-certificates.crt",
  };
  return Object.fromEntries(Object.entries(candidates).filter(([, file]) => existsSync(file)));
}

async function dockerAnswers(): Promise<boolean> {
  const { failed } = await execa("docker", ["version", "--format", "{{.Server.Version}}"], {
    reject: false,
    timeout: 10_000,
  });
  return !failed;
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
