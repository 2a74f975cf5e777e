/** The control API as it runs in production: a process of its own, that can be killed. */
import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { nodeArguments } from "../nodeArguments.ts";

const main = resolve(import.meta.dirname, "../main.ts");
const startWithinMs = 120_000;

export interface ApiProcess {
  readonly url: string;
  /** SIGKILL, as the kernel does when memory runs out: what it started may live on for a moment. */
  kill(): Promise<void>;
  /** SIGTERM, as on a deployment; resolves with the exit code. */
  stop(): Promise<number | undefined>;
  start(): Promise<void>;
  /** Bytes of memory that it holds. */
  memory(): Promise<number>;
  pid(): number | undefined;
}

/**
 * Starts the control API with `environment`, whose PORT must be a free one, and waits until it can take changes.
 * @param furtherArguments for Node itself, such as a profiler's
 * @throws Error with what it wrote when it isn't ready in time.
 */
export async function startApiProcess(
  environment: Readonly<Record<string, string>>,
  furtherArguments: readonly string[] = [],
): Promise<ApiProcess> {
  const url = `http://127.0.0.1:${environment.PORT}`;
  let child: ChildProcess | undefined;
  let exited: Promise<number | undefined> = Promise.resolve(undefined);

  const start = async () => {
    const said: string[] = [];
    const flags = ["--disable-warning=ExperimentalWarning", ...nodeArguments, ...furtherArguments];
    const started = spawn(process.execPath, [...flags, main], {
      env: { PATH: process.env.PATH, LOG_LEVEL: "warn", ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    child = started;
    for (const stream of [started.stdout, started.stderr])
      stream.on("data", (chunk: Buffer) => {
        said.push(chunk.toString());
        if (said.length > 200) said.shift();
      });
    exited = new Promise((done) => started.once("exit", (code) => done(code ?? undefined)));
    const deadline = Date.now() + startWithinMs;
    while (!(await isReady(url))) {
      if (started.exitCode !== null || Date.now() > deadline) {
        started.kill("SIGKILL");
        throw new Error(`The control API isn't ready: ${said.join("")}`);
      }
      await sleep(20);
    }
  };
  const end = async (signal: "SIGKILL" | "SIGTERM") => {
    child?.kill(signal);
    return await exited;
  };
  await start();
  return {
    url,
    start,
    kill: async () => void (await end("SIGKILL")),
    stop: () => end("SIGTERM"),
    memory: async () => {
      const status = await readFile(`/proc/${child?.pid}/status`, "utf8");
      return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) * 1024;
    },
    pid: () => child?.pid,
  };
}

async function isReady(url: string): Promise<boolean> {
  try {
    const answer = await fetch(`${url}/api/health/ready`, { signal: AbortSignal.timeout(5_000) });
    await answer.body?.cancel();
    return answer.status === 200;
  } catch {
    return false;
  }
}
