import { readFile, stat } from "node:fs/promises";
import type { z } from "zod";
import type { Connection } from "../argo/resourceWatch.ts";
import type { Snapshot } from "../git/storesRepository.ts";
import { platform } from "./schemas.ts";
import type { PlatformReport } from "./services.ts";

const progress = platform.shape.startup;

export interface PlatformSources {
  /** How to sign in. */
  readonly auth: PlatformReport["auth"];
  readonly domain: string;
  /** The usual one first. */
  readonly changeModes: NonNullable<PlatformReport["changeModes"]>;
  readonly simulated: boolean;
  /** Whether stores are backed up. */
  readonly backups: boolean;
  readonly snapshot: () => Snapshot | undefined;
  /** Whether the last fetch succeeded. */
  readonly fetches: () => boolean;
  readonly cluster: () => Connection;
  /** File with what is still starting; written by whoever starts the platform. */
  readonly progressFile?: string | undefined;
}

/** What the platform says of itself. */
export async function describePlatform(sources: PlatformSources): Promise<PlatformReport> {
  const snapshot = sources.snapshot();
  const cluster = sources.cluster();
  return {
    domain: sources.domain,
    auth: sources.auth,
    changeModes: [...sources.changeModes],
    simulated: sources.simulated,
    backups: sources.backups,
    git: {
      connected: gitAnswers(sources),
      ...(snapshot && { revision: snapshot.revision, fetchedAt: new Date(snapshot.fetchedAt).toISOString() }),
    },
    argocd: {
      connected: cluster.connected,
      ...(cluster.observedAt !== undefined && { observedAt: new Date(cluster.observedAt).toISOString() }),
    },
    startup: await startupOf(sources.progressFile),
  };
}

function gitAnswers({ snapshot, fetches }: PlatformSources): boolean {
  return snapshot() !== undefined && fetches();
}

const kept = new Map<string, { readonly stamp: number; readonly parts: z.output<typeof progress> }>();

/** Parts that are still starting; none when everything is up, or when nobody writes the file. */
export async function startupOf(file: string | undefined): Promise<PlatformReport["startup"]> {
  if (file === undefined) return [];
  try {
    const { mtimeMs } = await stat(file);
    const known = kept.get(file);
    if (known?.stamp === mtimeMs) return known.parts;
    const read = progress.parse(JSON.parse(await readFile(file, "utf8")));
    const parts = read.every((part) => part.state === "done") ? [] : read;
    kept.set(file, { stamp: mtimeMs, parts });
    return parts;
  } catch {
    // It comes and goes with the local platform.
    return [];
  }
}
