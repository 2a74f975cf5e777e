import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { z } from "zod";

export interface RunningGitServer {
  readonly url: string;
  /** Ends it as a power cut does, with every Git process that it started. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

const main = new URL("../../../../scripts/src/git-server/main.ts", import.meta.url).pathname;
const readyLine = z.object({ msg: z.literal("Git server is ready"), url: z.string() });
const startLimitMs = 20_000;

/**
 * The project's Git server as the platform runs it: a process of its own.
 * @param port 0 takes a free one
 * @throws Error when it isn't ready in time.
 */
export async function startGitServerProcess(repository: string, port: number): Promise<RunningGitServer> {
  const child = spawn(process.execPath, [main], {
    env: { PATH: process.env.PATH, PORT: String(port), REPOSITORY_FOLDER: repository, LOG_LEVEL: "info" },
    stdio: ["ignore", "pipe", "inherit"],
    // A process group of its own, so that all of it can be killed.
    detached: true,
  });
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("the Git server did not start in time")), startLimitMs);
    child.once("error", reject);
    child.once("close", (code) => reject(new Error(`the Git server ended with ${code}`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const ready = readyLine.safeParse(parseJson(line));
      if (!ready.success) return;
      clearTimeout(timer);
      resolve(ready.data.url);
    });
  }).catch((error: unknown) => {
    child.kill("SIGKILL");
    throw error;
  });
  return {
    url,
    kill: async () => {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
      await closed;
    },
    close: async () => {
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), 5000);
      await closed;
      clearTimeout(timer);
    },
  };
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
