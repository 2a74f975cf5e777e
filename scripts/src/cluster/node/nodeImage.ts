import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { cacheFolder } from "../../instance.ts";
import { extractFromDebianPackage } from "../../tools/debianPackages.ts";
import type { ImageArchive } from "../cluster.ts";

const timeout = 120_000;

/** The image of the node's own: it holds pods' namespaces open ("pause"). */
export const nodeImage: ImageArchive = {
  reference: "localhost/storeplane/node:1",
  archive: join(cacheFolder, "images", "node-1.tar"),
};

/** Makes the archive, unless it is in the cache: a root file system of busybox alone, as an OCI image of one layer. */
export async function ensureNodeImage(): Promise<void> {
  if (existsSync(nodeImage.archive)) return;
  await mkdir(join(cacheFolder, "images"), { recursive: true });
  const work = await mkdtemp(join(cacheFolder, "images", "node-"));
  try {
    const root = join(work, "root");
    await mkdir(join(root, "bin"), { recursive: true });
    await mkdir(join(root, "tmp"), { mode: 0o1777 });
    const busybox = await extractFromDebianPackage("busybox-static", ["bin/busybox", "usr/bin/busybox"], work);
    await rename(busybox, join(root, "bin", "busybox"));
    for (const name of [
      "sh",
      "mkdir",
      "rm",
      "chmod",
      "ls",
      "cat",
      "wget",
      "nslookup",
      "id",
      "sleep",
      "httpd",
      "touch",
    ]) {
      await symlink("busybox", join(root, "bin", name));
    }
    await execa(
      "tar",
      ["--create", "--owner=0", "--group=0", "--mtime=@0", "--sort=name", "--file", "layer.tar", "-C", root, "."],
      {
        cwd: work,
        timeout,
      },
    );
    await writeImage(work, await readFile(join(work, "layer.tar")));
    await rename(join(work, "image.tar"), nodeImage.archive);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function writeImage(work: string, layer: Buffer): Promise<void> {
  const image = join(work, "image");
  await mkdir(join(image, "blobs", "sha256"), { recursive: true });
  const blob = async (mediaType: string, content: Buffer | object) => {
    const bytes = Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content));
    const hex = createHash("sha256").update(bytes).digest("hex");
    await writeFile(join(image, "blobs", "sha256", hex), bytes);
    return { mediaType, digest: `sha256:${hex}`, size: bytes.length };
  };
  const type = (kind: string): string => `application/vnd.oci.image.${kind}`;
  const layerBlob = await blob(type("layer.v1.tar"), layer);
  const config = await blob(type("config.v1+json"), {
    architecture: process.arch === "arm64" ? "arm64" : "amd64",
    os: "linux",
    config: {
      Env: ["PATH=/bin"],
      // Ends when told to, and reaps what is left to it, as the first process of a pod must.
      Entrypoint: ["/bin/busybox", "sh", "-c", "trap 'exit 0' TERM INT; while :; do sleep 86400 & wait $!; done"],
    },
    rootfs: { type: "layers", diff_ids: [layerBlob.digest] },
  });
  const manifest = await blob(type("manifest.v1+json"), {
    schemaVersion: 2,
    mediaType: type("manifest.v1+json"),
    config,
    layers: [layerBlob],
  });
  const annotations = {
    "org.opencontainers.image.ref.name": nodeImage.reference,
    "io.containerd.image.name": nodeImage.reference,
  };
  await writeFile(
    join(image, "index.json"),
    JSON.stringify({ schemaVersion: 2, manifests: [{ ...manifest, annotations }] }),
  );
  await writeFile(join(image, "oci-layout"), JSON.stringify({ imageLayoutVersion: "1.0.0" }));
  await execa("tar", ["--create", "--file", join(work, "image.tar"), "-C", image, "."], { timeout });
}
