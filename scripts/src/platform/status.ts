import { readFile } from "node:fs/promises";
import { z } from "zod";
import type { Instance } from "../instance.ts";
import { findOwnProcesses } from "../process/ownProcesses.ts";
import { ProcessManager } from "../process/processManager.ts";
import { readRecord } from "./record.ts";
import { summary } from "./summary.ts";

const progressFile = z.array(z.object({ name: z.string(), state: z.string(), detail: z.string().optional() }));

/** Prints what runs where. @returns the exit code: 0 when everything is up, 3 when something isn't */
export async function status({ instance }: { readonly instance: Instance }): Promise<number> {
  const record = await readRecord(instance);
  const isManaged = findOwnProcesses(instance.stateFolder).some(({ name }) => name === "pm2");
  if (!record || !isManaged) {
    console.log(`The platform in slot ${instance.slot} isn't up. Start it with: npm run up`);
    return 3;
  }
  const processes = await ProcessManager.connect(instance);
  const list = await processes.list().finally(() => processes.close());
  const width = Math.max(...list.map(({ name }) => name.length));
  for (const { name, pid, monit, pm2_env: state } of list) {
    const memory = `${Math.round((monit?.memory ?? 0) / 2 ** 20)} MB`.padStart(8);
    const restarts = state.restart_time > 0 ? `, restarted ${state.restart_time} times` : "";
    console.log(
      `  ${name.padEnd(width)}  ${state.status.padEnd(8)} ${String(pid ?? "").padStart(8)} ${memory}${restarts}`,
    );
  }
  const text = await readFile(instance.progressFile, "utf8").catch(() => "[]");
  const unfinished = progressFile.parse(JSON.parse(text)).filter(({ state }) => state !== "done");
  for (const { name, state, detail } of unfinished) console.log(`  ${name}: ${state}${detail ? `, ${detail}` : ""}`);
  console.log(summary(instance, record));
  return unfinished.length === 0 && list.every(({ pm2_env }) => pm2_env.status === "online") ? 0 : 3;
}
