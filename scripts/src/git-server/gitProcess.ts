import type { ChildProcess } from "node:child_process";
import { runGit } from "@storeplane/control-api/git/gitProcess.ts";

/** Kills the process when the limit passes. */
export function killAfter(child: ChildProcess, limitMs: number): void {
  const timer = setTimeout(() => child.kill("SIGKILL"), limitMs);
  child.once("close", () => clearTimeout(timer));
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
 * @throws GitProcessError when it fails or takes longer than the limit (10 seconds unless given).
 */
export async function git(args: readonly string[], options: GitOptions): Promise<string> {
  const { repository: gitdir, limitMs = 10_000, ...rest } = options;
  return (await runGit(args, { gitdir, limitMs, ...rest })).toString();
}
