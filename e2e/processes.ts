import { join } from "node:path";
import { instanceFromEnvironment, projectFolder } from "@storeplane/scripts/instance";
import { findOwnProcesses } from "@storeplane/scripts/process/ownProcesses.ts";
import { pm2Home } from "@storeplane/scripts/process/pm2.ts";
import { accepts } from "@storeplane/scripts/process/ports.ts";
import { waitUntil } from "@storeplane/scripts/process/waitUntil.ts";
import { execa } from "execa";

const instance = instanceFromEnvironment();

/** The platform's processes that tests stop, with the port that tells when each is back. */
const ports = {
  "control-api": instance.ports.controlApi,
  "git-server": instance.ports.gitServer,
  postgres: instance.ports.postgres,
  "kube-apiserver": instance.ports.apiServer,
} as const;
type ProcessName = keyof typeof ports;

async function pm2(...args: readonly string[]): Promise<string> {
  const { stdout } = await execa(join(projectFolder, "node_modules/.bin/pm2"), args, {
    env: { PM2_HOME: pm2Home(instance) },
    timeout: 60_000,
  });
  return stdout;
}

/** Runs `work` while the named processes of the platform are stopped, and starts them again whatever happens; returns when they answer. */
export async function whileStopped(names: readonly ProcessName[], work: () => Promise<void>): Promise<void> {
  await pm2("stop", ...names);
  try {
    await work();
  } finally {
    await pm2("restart", ...names);
    for (const name of names) await waitUntil(`${name} is back`, () => accepts(ports[name]), { timeoutMs: 60_000 });
  }
}

/** Kills a process of the platform as a crash would; pm2 starts it again. */
export async function crash(name: ProcessName): Promise<void> {
  const find = () => findOwnProcesses(instance.stateFolder).find((process) => process.name === name)?.pid;
  await waitUntil(`${name} runs`, () => find() !== undefined, { timeoutMs: 30_000 });
  const pid = find();
  if (pid === undefined) throw new Error(`${name} ended before it could be killed.`);
  process.kill(pid, "SIGKILL");
}
