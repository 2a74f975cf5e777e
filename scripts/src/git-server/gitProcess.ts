import { type ChildProcess, spawn } from "node:child_process";

/** Settings of the person who runs the server must not change what it does, and nothing may ask for a password. */
export function gitEnvironment(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: "/nonexistent",
    LANG: "C.UTF-8",
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_TERMINAL_PROMPT: "0",
    ...extra,
  };
}

/** Thrown when a Git command ends badly; `message` holds the command and what it said. */
export class GitCommandError extends Error {
  override name = "GitCommandError";
}

/** Kills the process when the limit passes; stop watching it by calling what is returned. */
export function killAfter(child: ChildProcess, limitMs: number): () => void {
  const timer = setTimeout(() => child.kill("SIGKILL"), limitMs);
  const stop = () => clearTimeout(timer);
  child.once("close", stop);
  return stop;
}

export interface GitOptions {
  /** The bare repository. */
  readonly repository: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Milliseconds. */
  readonly limitMs?: number;
}

/**
 * Standard output of a short Git command.
 * @throws GitCommandError when it fails or takes longer than the limit (10 seconds unless given).
 */
export async function git(args: readonly string[], options: GitOptions): Promise<string> {
  const child = spawn("git", [`--git-dir=${options.repository}`, ...args], {
    env: gitEnvironment(options.environment),
    stdio: ["pipe", "pipe", "pipe"],
  });
  killAfter(child, options.limitMs ?? 10_000);
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
  // A command that ends before it has read its input is judged by its exit code.
  child.stdin.on("error", () => undefined);
  child.stdin.end(options.input ?? "");
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) {
    const said = Buffer.concat(err).toString().trim() || (code === null ? "it took too long" : `exit code ${code}`);
    throw new GitCommandError(`git ${args.join(" ")}: ${said}`);
  }
  return Buffer.concat(out).toString();
}
