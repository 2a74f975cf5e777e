import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, open } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { isAbsolute, join } from "node:path";
import { type Instance, instanceEnvironment, projectFolder } from "../instance.ts";
import { markerVariable } from "./ownProcesses.ts";
import { connectPm2, type Pm2, type Pm2Process } from "./pm2.ts";
import { accepts, portHolder } from "./ports.ts";
import type { ProcessSpec } from "./processSpec.ts";
import { waitUntil } from "./waitUntil.ts";

const hashVariable = "STOREPLANE_SPEC";

const shorten = (line: string): string => (line.length > 400 ? `${line.slice(0, 400)}…` : line);

/** Last lines of a process's log. */
export async function tailOfLog(instance: Instance, name: string, lines: number): Promise<string> {
  const file = await open(join(instance.logsFolder, `${name}.log`)).catch(() => undefined);
  if (!file) return "";
  try {
    const { size } = await file.stat();
    const length = Math.min(size, 400 * lines);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString("utf8").trimEnd().split("\n").slice(-lines).map(shorten).join("\n");
  } finally {
    await file.close();
  }
}

/** Whether the URL answers 2xx; certificates aren't checked, since it only asks our own processes whether they are ready. */
export function answersOk(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const options = { timeout: 2000, rejectUnauthorized: false, agent: false };
    const request = (url.startsWith("https:") ? httpsRequest : httpRequest)(url, options, (response) => {
      response.resume();
      resolve(response.statusCode !== undefined && response.statusCode >= 200 && response.statusCode < 300);
    });
    request.on("timeout", () => request.destroy());
    request.on("error", () => resolve(false));
    request.end();
  });
}

/** @throws Error when the program isn't there */
function findCommand(command: string, folders: readonly string[]): string {
  if (isAbsolute(command)) return command;
  const found = folders.map((folder) => join(folder, command)).find(existsSync);
  if (found === undefined) throw new Error(`The program ${command} isn't installed: no folder of PATH has it.`);
  return found;
}

/**
 * Keeps the host processes of one instance running. Needs `close` when done; the processes go on without it.
 */
export class ProcessManager {
  readonly #instance: Instance;
  readonly #pm2: Pm2;
  readonly #binFolders: readonly string[];

  private constructor(instance: Instance, pm2: Pm2, binFolders: readonly string[]) {
    this.#instance = instance;
    this.#pm2 = pm2;
    this.#binFolders = binFolders;
  }

  /** @param binFolders come first on the processes' PATH */
  static async connect(instance: Instance, binFolders: readonly string[] = []): Promise<ProcessManager> {
    await mkdir(instance.logsFolder, { recursive: true });
    const pm2 = await connectPm2(instance);
    return new ProcessManager(instance, pm2, binFolders);
  }

  list(): Promise<Pm2Process[]> {
    return this.#pm2.list();
  }

  /**
   * Starts what isn't running as described, leaves the rest alone, and waits until each is ready.
   * @throws Error with the last lines of its log when one doesn't get ready, or when a stranger has its port
   */
  async ensure(specs: readonly ProcessSpec[], signal?: AbortSignal): Promise<void> {
    const known = new Map((await this.list()).map((process) => [process.name, process]));
    await Promise.all(specs.map((spec) => this.#ensureOne(spec, known.get(spec.name), signal)));
  }

  /** Stops and forgets processes; unknown ones are no error. */
  async remove(names: readonly string[]): Promise<void> {
    const known = new Set((await this.list()).map(({ name }) => name));
    await Promise.all(names.filter((name) => known.has(name)).map((name) => this.#pm2.delete(name)));
  }

  restart(name: string): Promise<void> {
    return this.#pm2.restart(name);
  }

  /** Stops all processes, and closes. pm2's daemon stays until `endOwnProcesses`, which also finds what escaped it. */
  async end(): Promise<void> {
    if ((await this.list()).length > 0) await this.#pm2.delete("all");
    this.close();
  }

  close(): void {
    this.#pm2.disconnect();
  }

  async #ensureOne(spec: ProcessSpec, known: Pm2Process | undefined, signal?: AbortSignal): Promise<void> {
    const options = this.#startOptions(spec);
    const same = known?.pm2_env.env[hashVariable] === options.env[hashVariable];
    if (!known || !same || !["online", "launching", "waiting restart"].includes(known.pm2_env.status)) {
      if (known) await this.#pm2.delete(spec.name);
      await this.#refuseTakenPort(spec);
      await this.#pm2.start(options);
    }
    await this.#waitReady(spec, signal);
  }

  #startOptions(spec: ProcessSpec): Record<string, unknown> & { env: Record<string, string> } {
    const { network, stateFolder } = this.#instance;
    // Some systems keep a user's PATH free of the folders of daemons.
    const system = `${process.env.PATH ?? "/usr/bin:/bin"}:/usr/sbin:/sbin`.split(":");
    const path = [...this.#binFolders, join(projectFolder, "node_modules/.bin"), ...system];
    const env = {
      PATH: path.join(":"),
      HOME: process.env.HOME ?? "/",
      LANG: "C.UTF-8",
      ...instanceEnvironment(this.#instance),
      ...spec.environment,
      [markerVariable]: `${stateFolder}:${spec.name}`,
    };
    const command = findCommand(spec.command, path);
    const insideNode = [findCommand("nsenter", path), `--net=/run/netns/${network.namespace}`, "--", command];
    const [script = command, ...prefix] = spec.insideNode ? insideNode : [command];
    const log = join(this.#instance.logsFolder, `${spec.name}.log`);
    const described = { script, args: [...prefix, ...(spec.args ?? [])], cwd: spec.workingFolder ?? stateFolder };
    // Not the whole environment: running ones stay when somebody calls from a shell with another PATH.
    const meaning = [described, spec.environment, spec.version];
    const hash = createHash("sha256").update(JSON.stringify(meaning)).digest("hex");
    return {
      ...described,
      env: { ...env, [hashVariable]: hash },
      name: spec.name,
      interpreter: "none",
      exec_mode: "fork",
      // An entry that every name contains: nothing of our own environment is handed on.
      filter_env: [""],
      out_file: log,
      error_file: log,
      merge_logs: true,
      autorestart: true,
      // Grows by half each time, up to 15 s, and starts over after 30 s without a crash.
      exp_backoff_restart_delay: 200,
      max_restarts: 100_000,
      kill_timeout: spec.stopTimeoutMs ?? 10_000,
      vizion: false,
      automation: false,
      pmx: false,
    };
  }

  async #refuseTakenPort(spec: ProcessSpec): Promise<void> {
    if (spec.port === undefined || spec.insideNode) return;
    // The one before it may still be letting go of its port.
    const free = async () => !(await accepts(spec.port ?? 0));
    await waitUntil(`port ${spec.port} is free`, free, { timeoutMs: 3000 }).catch(async () => {
      const holder = await portHolder(spec.port ?? 0);
      const who = holder ? `process ${holder.pid} (${holder.command})` : "a process that this user can't see";
      throw new Error(
        `Port ${spec.port}, which ${spec.name} needs, is taken by ${who}. End that, or choose other ports with STOREPLANE_SLOT=<4 to 9>.`,
      );
    });
  }

  async #waitReady(spec: ProcessSpec, signal: AbortSignal | undefined): Promise<void> {
    const { readyUrl, port } = spec;
    if (readyUrl === undefined && port === undefined) return;
    const ready = () => (readyUrl === undefined ? accepts(port ?? 0) : answersOk(readyUrl));
    await waitUntil(`${spec.name} gets ready`, ready, {
      timeoutMs: spec.readyTimeoutMs ?? 30_000,
      intervalMs: 50,
      ...(signal ? { signal } : {}),
      hint: async () =>
        `Its log ${join(this.#instance.logsFolder, `${spec.name}.log`)} ends with:\n${await tailOfLog(this.#instance, spec.name, 8)}`,
    });
  }
}
