import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { ownsPath } from "../instance.ts";
import { waitUntil } from "./waitUntil.ts";

/** Environment variable by which a process, and what it starts, is known as part of an instance: `<state folder>:<name>`. */
export const markerVariable = "STOREPLANE_PROCESS";

export interface OwnProcess {
  readonly pid: number;
  readonly name: string;
}

/** These write their title over the environment, so the marker is gone; their working folder tells whose they are. */
const titleWriters = new Set(["nginx", "postgres", "redis-server"]);

function attempt(read: () => string): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function nameOf(pid: number, stateFolder: string): string | undefined {
  const environment = attempt(() => readFileSync(`/proc/${pid}/environ`, "utf8"));
  const prefix = `${markerVariable}=${stateFolder}:`;
  const marker = environment?.split("\0").find((entry) => entry.startsWith(prefix));
  if (marker !== undefined) return marker.slice(prefix.length);
  const comm = attempt(() => readFileSync(`/proc/${pid}/comm`, "utf8"))?.trim() ?? "";
  if (!titleWriters.has(comm)) return undefined;
  const folder = attempt(() => readlinkSync(`/proc/${pid}/cwd`));
  return folder !== undefined && ownsPath(stateFolder, folder) ? comm : undefined;
}

/** Every live process that belongs to the instance with this state folder, its pm2 included. Never this process itself. */
export function findOwnProcesses(stateFolder: string): OwnProcess[] {
  const found: OwnProcess[] = [];
  for (const entry of readdirSync("/proc")) {
    const pid = Number(entry);
    if (!Number.isInteger(pid) || pid === process.pid) continue;
    const name = nameOf(pid, stateFolder);
    if (name === undefined) continue;
    const state = attempt(() => readFileSync(`/proc/${pid}/stat`, "utf8"))?.match(/\) (\S)/)?.[1];
    if (state !== undefined && state !== "Z") found.push({ pid, name });
  }
  return found;
}

/** At SIGTERM PostgreSQL waits for its clients; at SIGINT it ends them and then itself, as properly. */
const politeSignal = (name: string): NodeJS.Signals => (name === "postgres" ? "SIGINT" : "SIGTERM");

function signalAll(processes: readonly OwnProcess[], signal: NodeJS.Signals | "polite"): void {
  for (const { pid, name } of processes) {
    try {
      process.kill(pid, signal === "polite" ? politeSignal(name) : signal);
    } catch {
      // It ended meanwhile.
    }
  }
}

/** Ends the processes of these names, first politely, then by force. */
export async function endNamed(stateFolder: string, names: readonly string[], politeMs = 5000): Promise<void> {
  const those = () => findOwnProcesses(stateFolder).filter(({ name }) => names.includes(name));
  signalAll(those(), "polite");
  const gone = () => those().length === 0;
  await waitUntil("processes end", gone, { timeoutMs: politeMs }).catch(() => signalAll(those(), "SIGKILL"));
  await waitUntil(`${names.join(", ")} end`, gone, { timeoutMs: 5000 });
}

/**
 * Ends every process of the instance, first politely, then by force.
 * @returns what had to be ended
 * @throws Error naming what can't be killed
 */
export async function endOwnProcesses(stateFolder: string, politeMs = 5000): Promise<OwnProcess[]> {
  const found = findOwnProcesses(stateFolder);
  if (found.length === 0) return [];
  // A pm2 that a kill left alive would start them again.
  signalAll(
    found.filter(({ name }) => name === "pm2"),
    "SIGKILL",
  );
  signalAll(found, "polite");
  const allGone = () => findOwnProcesses(stateFolder).length === 0;
  await waitUntil("processes end", allGone, { timeoutMs: politeMs }).catch(() => undefined);
  await waitUntil(
    "killed processes end",
    () => {
      signalAll(findOwnProcesses(stateFolder), "SIGKILL");
      return allGone();
    },
    {
      timeoutMs: 10_000,
      hint: () =>
        `Still there: ${findOwnProcesses(stateFolder)
          .map(({ pid, name }) => `${name} (${pid})`)
          .join(", ")}.`,
    },
  );
  return found;
}
