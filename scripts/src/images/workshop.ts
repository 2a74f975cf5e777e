import { join } from "node:path";
import { execa } from "execa";
import { cacheFolder, projectFolder } from "../instance.ts";
import { type Builder, buildahBuilder, dockerBuilder, type Surroundings } from "./builder.ts";
import type { ImageList } from "./imageList.ts";
import { cleanUp, ensureDebianBase, makeToolsContext, makeWordpressContext, removeOldBuilds } from "./localBase.ts";
import type { Foundations } from "./recipes.ts";

const BASE = "localhost/storeplane/build-debian:12";

/** A builder, and what it starts from. */
export interface Workshop {
  readonly builder: Builder;
  readonly foundations: Foundations;
  close(): Promise<void>;
}

/**
 * Where a Docker engine answers, images are built on the official ones; elsewhere, as root on Debian, with buildah on a Debian made with
 * debootstrap.
 * @throws Error when this machine has neither
 */
export async function openWorkshop(
  list: ImageList,
  surroundings: Surroundings,
  progress: (detail: string) => void,
): Promise<Workshop> {
  if (await dockerAnswers()) {
    const official = async () => ({});
    return {
      builder: dockerBuilder(surroundings),
      foundations: { base: official, tools: official, wordpress: official },
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
  const build = (reference: string, context: string, name: string, args: Readonly<Record<string, string>>) =>
    buildah.build({
      reference,
      context,
      dockerfile: join(projectFolder, "images", name, "Dockerfile"),
      args,
      secrets: {},
    });
  let made: Promise<void> | undefined;
  const base = async () => {
    made ??= ensureDebianBase(buildah, surroundings, BASE, progress);
    await made;
    return { BASE };
  };
  return {
    builder: buildah,
    foundations: {
      base,
      async tools() {
        const args = await base();
        const TOOLS = `localhost/storeplane/build-tools:${list.node}`;
        await build(
          TOOLS,
          await makeToolsContext(surroundings, join(cacheFolder, "build/tools"), list.node),
          "tools",
          args,
        );
        return { TOOLS };
      },
      async wordpress() {
        progress("getting WordPress from npm");
        const WORDPRESS = `localhost/storeplane/build-wordpress:${list.wordpress.release}`;
        const folder = join(cacheFolder, "build/wordpress");
        await build(WORDPRESS, await makeWordpressContext(surroundings, folder, list.wordpress), "wordpress", {});
        return { WORDPRESS };
      },
    },
    async close() {
      await cleanUp(buildah, storage);
      await removeOldBuilds(buildah);
    },
  };
}

async function dockerAnswers(): Promise<boolean> {
  const { failed } = await execa("docker", ["version", "--format", "{{.Server.Version}}"], {
    reject: false,
    timeout: 10_000,
  });
  return !failed;
}
