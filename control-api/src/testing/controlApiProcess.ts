/** The control API as the process that operators run, for tests of how it starts and stops. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";

const main = resolve(import.meta.dirname, "../main.ts");

export interface ControlApiProcess {
  readonly url: string;
  readonly child: ChildProcess;
  /** Its log so far, read. */
  readonly lines: Record<string, unknown>[];
  /** Sends it a signal; its end. */
  stop(signal: NodeJS.Signals): Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** Starts one and resolves when it is up. @throws Error with what it said when it ends instead. */
export async function startControlApi(settings: Readonly<Record<string, string>>): Promise<ControlApiProcess> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", main], {
    env: { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "/", ...settings, PORT: "0" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: Record<string, unknown>[] = [];
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => {
    errors += chunk.toString("utf8");
  });
  const up = Promise.withResolvers<string>();
  createInterface({ input: child.stdout }).on("line", (text) => {
    const line: unknown = JSON.parse(text);
    if (typeof line !== "object" || line === null) return;
    lines.push({ ...line });
    if ("url" in line && typeof line.url === "string") up.resolve(line.url);
  });
  child.once("exit", (code) => up.reject(new Error(`The control API ended with ${code}: ${errors}`)));
  const url = await up.promise;
  return {
    url,
    child,
    lines,
    async stop(signal) {
      const exit = once(child, "exit");
      child.kill(signal);
      const [code, by] = await exit;
      return { code, signal: by };
    },
  };
}
