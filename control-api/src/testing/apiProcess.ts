/** The control API as operators run it: a process of its own, that can be stopped, killed and started again. */
import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort, portHolder } from "../../../scripts/src/process/ports.ts";
import { nodeArguments } from "../nodeArguments.ts";

const main = resolve(import.meta.dirname, "../main.ts");
const startWithinMs = 120_000;
/** Of its log and its errors, the last lines stay. */
const mostLines = 10_000;

export interface ApiProcess {
  readonly url: string;
  /** What it wrote so far: its log, and whatever else. */
  readonly lines: readonly string[];
  /** Sends a signal and leaves it at that. */
  signal(signal: NodeJS.Signals): void;
  /** SIGKILL, as the kernel does when memory runs out: what it started may live on for a moment. */
  kill(): Promise<void>;
  /** SIGTERM, as on a deployment; resolves with the exit code, undefined when a signal ended it. */
  stop(): Promise<number | undefined>;
  start(): Promise<void>;
  /** Bytes of memory that it holds. */
  memory(): Promise<number>;
  pid(): number | undefined;
}

/**
 * Starts the control API on a free port and waits until it can take changes.
 * @param furtherArguments for Node itself, such as a profiler's
 * @throws Error with what it wrote when it isn't ready in time.
 */
export async function startApiProcess(
  environment: Readonly<Record<string, string>>,
  furtherArguments: readonly string[] = [],
): Promise<ApiProcess> {
  for (let tries = 1; ; tries += 1) {
    const api = apiProcess(await freePort(), environment, furtherArguments);
    try {
      await api.start();
      return api;
    } catch (error) {
      // Somebody else took the port before it did.
      if (tries === 3 || !api.lines.some((line) => line.includes("EADDRINUSE"))) throw error;
    }
  }
}

function apiProcess(
  port: number,
  environment: Readonly<Record<string, string>>,
  furtherArguments: readonly string[],
): ApiProcess {
  const url = `http://127.0.0.1:${port}`;
  const lines: string[] = [];
  let child: ChildProcess | undefined;
  let exited: Promise<number | undefined> = Promise.resolve(undefined);

  const start = async () => {
    const flags = ["--disable-warning=ExperimentalWarning", ...nodeArguments, ...furtherArguments];
    const started = spawn(process.execPath, [...flags, main], {
      env: { PATH: process.env.PATH, LOG_LEVEL: "warn", ...environment, PORT: String(port) },
      stdio: ["ignore", "pipe", "pipe"],
    });
    child = started;
    lines.length = 0;
    for (const input of [started.stdout, started.stderr])
      createInterface({ input }).on("line", (line) => {
        lines.push(line);
        if (lines.length > mostLines) lines.shift();
      });
    exited = new Promise((done) => started.once("close", (code) => done(code ?? undefined)));
    started.once("close", (code, signal) => {
      // What nobody asked for is the first thing to know of a test that fails.
      if (!started.killed)
        console.error(`The control API at ${url} ended (${code ?? signal}):\n${lines.slice(-20).join("\n")}`);
    });
    const deadline = Date.now() + startWithinMs;
    // Another test's control API may have taken the port, and answer in its place.
    while (!(await isReady(url)) || (await portHolder(port))?.pid !== started.pid) {
      if (started.exitCode !== null || Date.now() > deadline) {
        started.kill("SIGKILL");
        await exited;
        throw new Error(`The control API isn't ready: ${lines.join("\n")}`);
      }
      await sleep(20);
    }
  };
  const end = async (signal: "SIGKILL" | "SIGTERM") => {
    child?.kill(signal);
    return await exited;
  };
  return {
    url,
    lines,
    start,
    signal: (signal) => void child?.kill(signal),
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
