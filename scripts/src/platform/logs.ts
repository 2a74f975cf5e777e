import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Instance } from "../instance.ts";

export interface LogsOptions {
  readonly instance: Instance;
  /** Default: all of them. */
  readonly process?: string | undefined;
  readonly follow: boolean;
  readonly lines: number;
}

/**
 * Prints the last lines of the processes' logs.
 * @throws Error naming the processes there are, when there is none of that name
 */
export async function logs({ instance, process: name, follow, lines }: LogsOptions): Promise<void> {
  const files = (await readdir(instance.logsFolder).catch(() => [])).filter((file) => file.endsWith(".log")).sort();
  const names = files.map((file) => file.slice(0, -".log".length));
  const chosen = name === undefined ? names : names.filter((known) => known === name);
  if (chosen.length === 0) {
    const which = names.length > 0 ? `There are: ${names.join(", ")}.` : "Nothing was ever started; see npm run up.";
    throw new Error(`There is no log${name === undefined ? "" : ` of "${name}"`}. ${which}`);
  }
  const paths = chosen.map((known) => join(instance.logsFolder, `${known}.log`));
  const tail = spawn("tail", ["-n", String(lines), ...(follow ? ["-F"] : []), ...paths], { stdio: "inherit" });
  await once(tail, "exit");
}
