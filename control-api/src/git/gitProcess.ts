import { spawn } from "node:child_process";

/** Thrown when a Git command fails, is killed by its time limit or can't be started; `stderr` is what it said. */
export class GitProcessError extends Error {
  override readonly name = "GitProcessError";
  readonly stderr: string;
  /** Undefined when it didn't end by itself. */
  readonly exitCode: number | undefined;

  constructor(message: string, stderr = "", options?: ErrorOptions & { readonly exitCode?: number | undefined }) {
    super(message, options);
    this.stderr = stderr;
    this.exitCode = options?.exitCode;
  }
}

export interface GitProcessOptions {
  readonly gitdir?: string;
  /** Folder to run in, for commands of a work tree. */
  readonly folder?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly input?: string | Buffer;
  /** Milliseconds. */
  readonly limitMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** Settings of whoever runs the control API must not change what it does, and nothing may ask for a password. */
export function gitEnvironment(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: "/nonexistent",
    LANG: "C.UTF-8",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_TERMINAL_PROMPT: "0",
    GIT_OPTIONAL_LOCKS: "0",
    ...extra,
  };
}

/**
 * Runs the system's Git and returns its standard output.
 * @throws GitProcessError
 */
export function runGit(args: readonly string[], options: GitProcessOptions): Promise<Buffer> {
  const inRepository = options.gitdir === undefined ? args : [`--git-dir=${options.gitdir}`, ...args];
  return new Promise((resolve, reject) => {
    const child = spawn("git", inRepository, {
      cwd: options.folder,
      env: gitEnvironment(options.environment),
      stdio: ["pipe", "pipe", "pipe"],
      timeout: options.limitMs,
      killSignal: "SIGKILL",
      ...(options.signal && { signal: options.signal }),
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    // A command that ends before it has read its input is judged by its exit code.
    child.stdin.on("error", () => undefined);
    child.stdin.end(options.input ?? "");
    const said = () => Buffer.concat(err).toString("utf8").trim();
    child.once("error", (cause) =>
      reject(new GitProcessError(`git ${args[0]} could not run: ${cause.message}`, said(), { cause })),
    );
    child.once("close", (code, signal) => {
      if (code === 0) return resolve(Buffer.concat(out));
      const how = signal ? `was stopped after at most ${options.limitMs} ms` : `failed with ${code}`;
      reject(new GitProcessError(`git ${args[0]} ${how}: ${said()}`, said(), { exitCode: code ?? undefined }));
    });
  });
}
