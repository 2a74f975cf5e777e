import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { storePath } from "../stores/storePath.ts";
import type { ProcessPlatform } from "./processPlatform.ts";

const run = promisify(execFile);
/** Who loses as often as this is starved. */
const mostAttempts = 50;

export interface PushingPerson {
  /** Adds a store with Git, as often as others push first. Returns the commit. @throws Error when it never gets through. */
  push(name: string, text: string): Promise<string>;
}

/** Somebody with a clone of their own. */
export async function pushingPerson({ folder, gitUrl }: ProcessPlatform): Promise<PushingPerson> {
  const clone = join(folder, "person");
  const env = { PATH: process.env.PATH, HOME: folder, GIT_CONFIG_NOSYSTEM: "1", GIT_TERMINAL_PROMPT: "0" };
  const identity = ["-c", "user.name=Paula", "-c", "user.email=paula@example.com"];
  const git = async (...args: readonly string[]) => (await run("git", [...identity, ...args], { env })).stdout.trim();
  const inside = (...args: readonly string[]) => git("-C", clone, ...args);
  await git("clone", "--quiet", gitUrl, clone);
  return {
    async push(name, text) {
      for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
        await inside("fetch", "--quiet", "origin");
        await inside("reset", "--quiet", "--hard", "origin/main");
        const file = join(clone, storePath(name));
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, text);
        await inside("add", "-A");
        await inside("commit", "--quiet", "-m", `add ${name}`);
        const pushed = await inside("push", "--quiet", "origin", "HEAD:main").then(
          () => true,
          () => false,
        );
        if (pushed) return await inside("rev-parse", "HEAD");
      }
      throw new Error(`${name} was never pushed: others were quicker ${mostAttempts} times.`);
    },
  };
}
