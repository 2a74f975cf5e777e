import { appendFile, readFile, rename, rm } from "node:fs/promises";
import { execa } from "execa";

const MINUTE_MS = 60_000;
/** A slow machine, or one with other work, takes many times the usual; a build that hangs must end all the same. */
const BUILD_MINUTES = 90;
const SAVE_MINUTES = 20;

/** What a build step is asked for. */
export interface ImageBuild {
  readonly reference: string;
  readonly context: string;
  /** Path of the Dockerfile. */
  readonly dockerfile: string;
  readonly args: Readonly<Record<string, string>>;
  /** Files that RUN steps may read and no layer holds, by id. */
  readonly secrets: Readonly<Record<string, string>>;
}

/** A program that builds Dockerfiles. */
export interface Builder {
  readonly name: string;
  build(image: ImageBuild): Promise<void>;
  /** Writes the image with its reference to a file that containerd, Docker and kind can load. */
  save(reference: string, archive: string): Promise<void>;
}

/** Where a builder's output goes, and what stops it. */
export interface Surroundings {
  readonly logFile: string;
  readonly signal: AbortSignal;
}

/**
 * Runs a program with a time limit, at low priority, its output going to the log.
 * @returns standard output
 * @throws Error with the last lines of output and the log's place
 */
export async function runLogged(
  { logFile, signal }: Surroundings,
  minutes: number,
  command: string,
  args: readonly string[],
  options: { readonly env?: Readonly<Record<string, string>>; readonly cwd?: string } = {},
): Promise<string> {
  await appendFile(logFile, `$ ${command} ${args.join(" ")}\n`);
  const result = await execa("nice", ["-n", "5", command, ...args], {
    ...options,
    // Both while it runs, for whoever follows the log, and afterwards, for the error.
    stdout: ["pipe", { file: logFile, append: true }],
    stderr: ["pipe", { file: logFile, append: true }],
    all: true,
    reject: false,
    cancelSignal: signal,
    timeout: minutes * MINUTE_MS,
    forceKillAfterDelay: 10_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  const output = String(result.all ?? "");
  if (result.failed) {
    signal.throwIfAborted();
    const why = result.timedOut
      ? `took longer than ${minutes} minutes`
      : `ended with ${result.exitCode ?? result.signal ?? result.code}`;
    throw new Error(
      `${command} ${args[0]} ${why}. The whole log is in ${logFile}; its end:\n${output.split("\n").slice(-25).join("\n")}`,
    );
  }
  return String(result.stdout ?? "");
}

/** Docker's own builder, on the official base images that the Dockerfiles name. */
export function dockerBuilder(surroundings: Surroundings): Builder {
  const docker = (minutes: number, ...args: string[]) =>
    runLogged(surroundings, minutes, "docker", args, { env: { DOCKER_BUILDKIT: "1" } });
  return {
    name: "docker",
    async build({ reference, context, dockerfile, args, secrets }) {
      const given = [...buildArgs(args), ...secretArgs(secrets)];
      await docker(BUILD_MINUTES, "build", "--file", dockerfile, "--tag", reference, ...given, context);
    },
    async save(reference, archive) {
      await atomically(archive, (file) => docker(SAVE_MINUTES, "save", "--output", file, reference));
    },
  };
}

/** buildah with a storage of its own, so that cleaning up can't touch other people's containers. Needs root. */
export function buildahBuilder(
  surroundings: Surroundings,
  storage: string,
): Builder & { run(minutes: number, ...args: string[]): Promise<string> } {
  const run = (minutes: number, ...args: string[]) =>
    runLogged(
      surroundings,
      minutes,
      "buildah",
      ["--root", `${storage}/root`, "--runroot", `${storage}/run`, "--storage-driver", "overlay", ...args],
      { env: { BUILDAH_ISOLATION: "chroot" } },
    );
  return {
    name: "buildah",
    run,
    async build({ reference, context, dockerfile, args, secrets }) {
      const given = [...buildArgs(args), ...secretArgs(secrets)];
      await run(
        BUILD_MINUTES,
        "build",
        "--ulimit",
        await openFilesLimit(),
        "--layers",
        "--format",
        "oci",
        "--pull-never",
        "--file",
        dockerfile,
        "--tag",
        reference,
        ...given,
        context,
      );
    },
    async save(reference, archive) {
      await atomically(archive, (file) => run(SAVE_MINUTES, "push", reference, `oci-archive:${file}:${reference}`));
    },
  };
}

/** buildah grants 1024 open files, of which npm needs more; more than this process may have, it can't grant. */
async function openFilesLimit(): Promise<string> {
  const hard = /^Max open files\s+\d+\s+(\d+)/m.exec(await readFile("/proc/self/limits", "utf8"))?.[1] ?? "1024";
  return `nofile=${hard}:${hard}`;
}

function buildArgs(args: Readonly<Record<string, string>>): string[] {
  return Object.entries(args).flatMap(([name, value]) => ["--build-arg", `${name}=${value}`]);
}

function secretArgs(secrets: Readonly<Record<string, string>>): string[] {
  return Object.entries(secrets).flatMap(([id, file]) => ["--secret", `id=${id},src=${file}`]);
}

/** A killed run leaves no half archive behind that a later run would trust. */
async function atomically(archive: string, write: (file: string) => Promise<unknown>): Promise<void> {
  const partial = `${archive}.partial`;
  await rm(partial, { force: true });
  await write(partial);
  await rename(partial, archive);
}
