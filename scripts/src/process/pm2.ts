import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { type Instance, socketFolder } from "../instance.ts";
import { markerVariable } from "./ownProcesses.ts";

const processList = z.array(
  z.object({
    name: z.string(),
    pid: z.number().optional(),
    monit: z.object({ memory: z.number(), cpu: z.number() }).optional(),
    pm2_env: z.object({
      status: z.string(),
      restart_time: z.number().default(0),
      pm_uptime: z.number().optional(),
      env: z.record(z.string(), z.unknown()).default({}),
    }),
  }),
);

export type Pm2Process = z.output<typeof processList>[number];

type Callback = (error: unknown, result?: unknown) => void;

/** The part of pm2's programmatic interface that we use; its own types leave out the constructor. */
interface Pm2Api {
  connect(done: Callback): void;
  disconnect(done?: Callback): void;
  list(done: Callback): void;
  start(options: Record<string, unknown>, done: Callback): void;
  restart(name: string, done: Callback): void;
  delete(name: string, done: Callback): void;
}

const callTimeoutMs = 60_000;

/** pm2 fails with an Error, a list of them, or an object with a message. */
function reasonOf(error: unknown): string {
  if (Array.isArray(error)) return error.map(reasonOf).join("; ");
  if (error instanceof Error) return error.message;
  const message = z.object({ msg: z.string() }).safeParse(error);
  return message.success ? message.data.msg : String(error);
}

function call(what: string, start: (done: Callback) => void): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`pm2 didn't ${what} within ${callTimeoutMs / 1000} s.`)),
      callTimeoutMs,
    );
    start((error, result) => {
      clearTimeout(timer);
      if (error) reject(new Error(`pm2 can't ${what}: ${reasonOf(error)}`));
      else resolve(result);
    });
  });
}

/** pm2's folder. It holds Unix sockets, whose paths may only be about 107 bytes long. */
export function pm2Home(instance: Instance): string {
  const standard = join(instance.stateFolder, "pm2");
  return join(standard, "interactor.sock").length < 100 ? standard : join(socketFolder(instance), "pm2");
}

export interface Pm2 {
  list(): Promise<Pm2Process[]>;
  start(options: Record<string, unknown>): Promise<void>;
  restart(name: string): Promise<void>;
  delete(name: string): Promise<void>;
  disconnect(): void;
}

/** Connects to the instance's own pm2 daemon, starting it if it isn't there. */
export async function connectPm2(instance: Instance): Promise<Pm2> {
  const home = pm2Home(instance);
  await mkdir(home, { recursive: true });
  // pm2 hands the environment of the moment on to its daemon, and to whatever that starts.
  Object.assign(process.env, {
    PM2_HOME: home,
    PM2_DISCRETE_MODE: "true",
    PM2_NO_INTERACTION: "true",
    PM2_DISABLE_VERSION_CHECK: "true",
    [markerVariable]: `${instance.stateFolder}:pm2`,
  });
  try {
    const { default: module } = (await import("pm2")) as unknown as {
      default: { custom: new (options: { pm2_home: string }) => Pm2Api };
    };
    const api = new module.custom({ pm2_home: home });
    await call("start", (done) => api.connect(done));
    return {
      list: async () => processList.parse(await call("list", (done) => api.list(done))),
      start: async (options) => void (await call(`start ${options.name}`, (done) => api.start(options, done))),
      restart: async (name) => void (await call(`restart ${name}`, (done) => api.restart(name, done))),
      delete: async (name) => void (await call(`stop ${name}`, (done) => api.delete(name, done))),
      disconnect: () => api.disconnect(),
    };
  } finally {
    delete process.env[markerVariable];
    delete process.env.PM2_HOME;
  }
}
