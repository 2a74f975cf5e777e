import { join } from "node:path";
import { instanceFromEnvironment, projectFolder } from "@storeplane/scripts/instance";
import { pm2Home } from "@storeplane/scripts/process/pm2.ts";
import { execa } from "execa";

async function pm2(...args: readonly string[]): Promise<string> {
  const { stdout } = await execa(join(projectFolder, "node_modules/.bin/pm2"), args, {
    env: { PM2_HOME: pm2Home(instanceFromEnvironment()) },
    timeout: 60_000,
  });
  return stdout;
}

/** Runs `work` while the named processes of the platform are stopped, and starts them again whatever happens. */
export async function whileStopped(names: readonly string[], work: () => Promise<void>): Promise<void> {
  await pm2("stop", ...names);
  try {
    await work();
  } finally {
    await pm2("restart", ...names);
  }
}

/** Kills a process of the platform as a crash would; pm2 starts it again. */
export async function crash(name: string): Promise<void> {
  const pid = Number((await pm2("pid", name)).trim());
  if (!Number.isInteger(pid) || pid <= 1) throw new Error(`${name} has no process to kill: ${pid}`);
  process.kill(pid, "SIGKILL");
}
