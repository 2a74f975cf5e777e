import { mkdir, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import git from "isomorphic-git";
import { atomicFiles } from "./atomicFiles.ts";
import { fetchFailure } from "./cloneDamage.ts";
import { DamagedCloneError } from "./errors.ts";
import { basicAuthorization, type CredentialsSource, type GitConnection } from "./gitConnection.ts";
import type { NewObject } from "./gitObject.ts";
import { GitProcessError, runGit } from "./gitProcess.ts";
import { removeLeftovers } from "./leftovers.ts";
import { type ObjectReader, openObjectReader } from "./objectReader.ts";
import { objectsIn } from "./pack.ts";
import { type FileChange, type LoggedCommit, logFormat, parseDiff, parseLog } from "./rawDiff.ts";
import { tidyRepository } from "./tidyRepository.ts";
import { fetchPack, type MissingHistory } from "./uploadPack.ts";

/** Git knows this tree without having it. */
const emptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

/** Up to here loose objects are written, which starts no process; more of them are quicker and smaller as a pack. */
const mostWrittenLoose = 16;
/** As Git does with what it fetches. */
const mostUnpacked = 100;

export interface BareCloneOptions {
  readonly url: string;
  readonly branch: string;
  /** Folder of the clone; may be lost at any time. */
  readonly folder: string;
  readonly credentials?: CredentialsSource | undefined;
  /** To the same server: the little that is missing comes by it, without a process that connects anew. */
  readonly connection: GitConnection;
  /** Milliseconds for a fetch; a first clone gets ten times that. */
  readonly fetchLimitMs: number;
}

/**
 * A bare clone with the whole commit graph. The system's Git fetches and reads in bulk (10,000 commits with what they changed in
 * 0.3 s, where walking them in JavaScript takes tens of seconds); isomorphic-git writes what the control API commits.
 */
export interface BareClone {
  /**
   * Makes the clone when it is missing, damaged or of another repository.
   * @throws GitUnavailableError when the remote can't be reached.
   */
  prepare(): Promise<void>;
  /** Throws the clone away and makes it again. @throws GitUnavailableError */
  remake(): Promise<void>;
  /**
   * @param missing what is there and what is wanted, where both are known: quicker
   * @returns the branch tip; undefined when the remote has no such branch.
   * @throws GitUnavailableError, DamagedCloneError
   */
  fetch(missing: MissingHistory | undefined, signal?: AbortSignal): Promise<string | undefined>;
  /** Commits reachable from `to` and not from `from`, parents before children. @throws DamagedCloneError */
  log(to: string, from?: string): Promise<LoggedCommit[]>;
  /** What differs between two commits, or in one from nothing. @throws DamagedCloneError */
  diff(from: string | undefined, to: string): Promise<FileChange[]>;
  read: ObjectReader["read"];
  /** Keeps objects that are on the remote now, as they are and as the pack that was pushed, and moves the branch to `tip`. */
  keep(objects: readonly NewObject[], pack: Buffer, tip: string): Promise<void>;
  /** @throws GitProcessError */
  maintain(): Promise<void>;
  close(): void;
}

export function openBareClone(options: BareCloneOptions): BareClone {
  const { folder, branch } = options;
  const ref = `refs/heads/${branch}`;
  let reader = openObjectReader(folder);

  const read = async (args: readonly string[], limitMs = 60_000, input?: Buffer) => {
    try {
      return await runGit(args, { gitdir: folder, limitMs, ...(input && { input }) });
    } catch (error) {
      if (error instanceof GitProcessError) throw new DamagedCloneError(error.message, { cause: error });
      throw error;
    }
  };
  // Written by renaming: a process that is killed leaves no half object or branch behind.
  const place = { fs: atomicFiles, gitdir: folder };
  const keepPack = (pack: Buffer) => read(["index-pack", "--stdin", "--fix-thin"], 60_000, pack);
  const unpack = (pack: Buffer) => read(["unpack-objects", "-q"], 60_000, pack);
  const tip = async () => {
    const found = await runGit(["rev-parse", "--verify", "--quiet", `${ref}^{commit}`], {
      gitdir: folder,
      limitMs: 10_000,
    }).catch(() => undefined);
    return found?.toString("latin1").trim();
  };
  const fetchInto = async (gitdir: string, limitMs: number, signal?: AbortSignal) => {
    const args = ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-auto-maintenance", "--prune"];
    const environment = await authorisation(options);
    try {
      await runGit([...args, "origin", `+${ref}:${ref}`], { gitdir, environment, limitMs, signal });
    } catch (error) {
      if (!(error instanceof GitProcessError)) throw error;
      // A remote without the branch is empty or not ours; both may change.
      if (/couldn't find remote ref/i.test(error.stderr)) return false;
      throw fetchFailure(error);
    }
    return true;
  };

  /** @returns false when it didn't work out, for whatever reason: then the system's Git finds out. */
  const fetchMissing = async (missing: MissingHistory) => {
    try {
      const pack = await fetchPack(options.connection, missing, options.fetchLimitMs);
      await (objectsIn(pack) > mostUnpacked ? keepPack(pack) : unpack(pack));
      await git.writeRef({ ...place, ref, value: missing.to, force: true });
      return true;
    } catch {
      return false;
    }
  };

  const remake = async () => {
    reader.close();
    const making = `${folder}.new`;
    await rm(making, { recursive: true, force: true });
    await mkdir(dirname(folder), { recursive: true });
    await runGit(["init", "--quiet", "--bare", `--initial-branch=${branch}`, making], { limitMs: 10_000 });
    await runGit(["config", "remote.origin.url", options.url], { gitdir: making, limitMs: 10_000 });
    await runGit(["config", "gc.auto", "0"], { gitdir: making, limitMs: 10_000 });
    await fetchInto(making, options.fetchLimitMs * 10);
    await rm(folder, { recursive: true, force: true });
    await rename(making, folder);
    reader = openObjectReader(folder);
  };

  return {
    prepare: async () => {
      // Only one process uses the clone: at its start every lock is a dead one's.
      await removeLeftovers(folder);
      const origin = await runGit(["config", "remote.origin.url"], { gitdir: folder, limitMs: 10_000 }).catch(
        () => undefined,
      );
      if (origin?.toString("utf8").trim() !== options.url) await remake();
    },
    remake,
    fetch: async (missing, signal) => {
      if (missing && (await fetchMissing(missing))) return missing.to;
      return (await fetchInto(folder, options.fetchLimitMs, signal)) ? await tip() : undefined;
    },
    log: async (to, from) => {
      const range = from === undefined ? [to] : [to, `^${from}`];
      const args = ["log", "--reverse", "--topo-order", "--raw", "-c", "-z", "--no-abbrev", "--no-renames", logFormat];
      return parseLog((await read([...args, ...range, "--"])).toString("utf8"));
    },
    diff: async (from, to) => {
      const args = ["diff-tree", "-r", "--raw", "-z", "--no-abbrev", "--no-renames", from ?? emptyTree, to, "--"];
      return parseDiff((await read(args)).toString("utf8"));
    },
    read: (id) => reader.read(id),
    keep: async (objects, pack, newTip) => {
      if (objects.length > mostWrittenLoose) await keepPack(pack);
      else
        for (const { type, id, content } of objects)
          await git.writeObject({ ...place, type, object: content, format: "content", oid: id });
      await git.writeRef({ ...place, ref, value: newTip, force: true });
    },
    maintain: () => tidyRepository(folder),
    close: () => {
      reader.close();
      options.connection.close();
    },
  };
}

/** Credentials go by the environment, which only this user can read, never by arguments. */
async function authorisation({ credentials }: BareCloneOptions): Promise<Record<string, string>> {
  const settings = [
    ["http.followRedirects", "false"],
    ["http.lowSpeedLimit", "1"],
    ["http.lowSpeedTime", "15"],
  ];
  if (credentials) settings.push(["http.extraHeader", `Authorization: ${basicAuthorization(await credentials())}`]);
  const pairs = settings.flatMap(([key = "", value = ""], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return { GIT_CONFIG_COUNT: String(settings.length), ...Object.fromEntries(pairs) };
}
