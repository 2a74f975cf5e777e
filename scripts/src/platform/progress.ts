import { readFileSync, renameSync, writeFileSync } from "node:fs";

export type StepState = "waiting" | "running" | "done" | "failed";

/** One entry of the progress file, which the control API shows while the platform starts. */
export interface ProgressEntry {
  readonly name: string;
  readonly state: StepState;
  readonly seconds?: number;
  readonly detail?: string;
}

/** Tells what a step is doing right now, in a few words. */
export type Report = (detail: string) => void;

const clockTicksPerSecond = 100;

/** Seconds of CPU that this process, and the children it has waited for, have used. */
export function cpuSeconds(): number {
  const stat = readFileSync("/proc/self/stat", "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index] ?? 0), 0);
  return ticks / clockTicksPerSecond;
}

const heartbeatMs = 10_000;

/** What is being started: printed as it happens, and kept in a file for others to read. */
export class Progress {
  readonly #file: string;
  readonly #print: (line: string) => void;
  readonly #started = performance.now();
  readonly #entries = new Map<string, { state: StepState; started?: number; seconds?: number; detail?: string }>();

  constructor(file: string, steps: readonly string[], print: (line: string) => void = console.log) {
    this.#file = file;
    this.#print = print;
    for (const name of steps) this.#entries.set(name, { state: "waiting" });
    this.#write();
  }

  /** Seconds since the start. */
  get elapsed(): number {
    return (performance.now() - this.#started) / 1000;
  }

  /** Runs one step, showing when it begins, what it says meanwhile (at most every 10 s), and how it ended. */
  async run<T>(name: string, work: (report: Report) => Promise<T>): Promise<T> {
    const started = performance.now();
    const seconds = () => Math.round((performance.now() - started) / 100) / 10;
    const entry: { state: StepState; seconds?: number; detail?: string } = { state: "running" };
    this.#entries.set(name, entry);
    this.#write();
    const beat = setInterval(() => {
      this.#line(`${name}: ${entry.detail ?? "under way"}, ${Math.round(seconds())} s`);
    }, heartbeatMs);
    const report: Report = (detail) => {
      if (entry.detail === detail) return;
      entry.detail = detail;
      entry.seconds = seconds();
      this.#write();
    };
    try {
      const result = await work(report);
      Object.assign(entry, { state: "done", seconds: seconds() });
      this.#line(`${name}: ${entry.detail ?? "done"} (${seconds()} s)`);
      return result;
    } catch (error) {
      const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
      Object.assign(entry, { state: "failed", seconds: seconds(), detail: reason });
      this.#line(`${name}: failed after ${seconds()} s: ${reason}`);
      throw error;
    } finally {
      clearInterval(beat);
      this.#write();
    }
  }

  #line(text: string): void {
    this.#print(`${this.elapsed.toFixed(1).padStart(6)} s  ${text}`);
  }

  /** Written beside and renamed, so that a reader never sees half of it. */
  #write(): void {
    const entries: ProgressEntry[] = [...this.#entries].map(([name, { state, seconds, detail }]) => ({
      name,
      state,
      ...(seconds === undefined ? {} : { seconds }),
      ...(detail === undefined ? {} : { detail }),
    }));
    const draft = `${this.#file}.${process.pid}`;
    writeFileSync(draft, JSON.stringify(entries));
    renameSync(draft, this.#file);
  }
}
