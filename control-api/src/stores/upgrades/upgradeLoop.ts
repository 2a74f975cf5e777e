/**
 * Drives upgrades of many stores, wave by wave. It keeps nothing of its own: what was asked for is in PostgreSQL, what was
 * committed in Git, and how the stores are in their status. So a restart goes on where it was, and of several replicas
 * whichever holds the lock does the next step. Without PostgreSQL no further wave begins.
 */
import { DatabaseUnavailableError } from "../../db/errors.ts";
import type { UpgradePlan, UpgradePlans } from "../../db/upgradePlans.ts";
import { GitUnavailableError } from "../../git/errors.ts";
import type { StoresContext } from "../storesContext.ts";
import { commitWave, WaveRefusedError } from "./commitWave.ts";
import { readProgress } from "./readProgress.ts";
import { nextMove } from "./upgradeProgress.ts";

export interface UpgradeLoopOptions extends Pick<StoresContext, "repository" | "view" | "backups"> {
  readonly plans: UpgradePlans;
  /** Runs in one replica at a time; undefined when another one is at it. */
  readonly exclusively: <T>(work: () => Promise<T>) => Promise<T | undefined>;
  readonly log: { info(fields: object, sentence: string): void; warn(fields: object, sentence: string): void };
}

/** How often it looks without being told, in ms; while nothing is under way that is one small query. */
const pace = 5_000;
/** Between a change of a store and the look at it, in ms: changes come in bursts. */
const calm = 250;

export class UpgradeLoop {
  readonly #options: UpgradeLoopOptions;
  readonly #stops: (() => void)[] = [];
  #timer: NodeJS.Timeout | undefined;
  #dueAt = 0;
  #running: Promise<void> | undefined;
  #stopped = false;
  #again = false;
  /** Whether the last look found an upgrade under way here. */
  #busy = false;
  #databaseFails = false;

  constructor(options: UpgradeLoopOptions) {
    this.#options = options;
  }

  start(): void {
    this.#stops.push(
      this.#options.view.onChange(() => {
        if (this.#busy) this.#schedule(calm);
      }),
    );
    this.#schedule(0);
  }

  /** Looks now: a plan was made, stopped or resumed. */
  wake(): void {
    this.#schedule(0);
  }

  async close(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    for (const stop of this.#stops) stop();
    await this.#running;
  }

  #schedule(wait: number): void {
    if (this.#stopped) return;
    if (this.#running) {
      this.#again = true;
      return;
    }
    // What comes all the time must not put the look off for ever.
    const dueAt = Date.now() + wait;
    if (this.#timer && this.#dueAt <= dueAt) return;
    clearTimeout(this.#timer);
    this.#dueAt = dueAt;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#running = this.#look().finally(() => {
        this.#running = undefined;
        const next = this.#again ? calm : pace;
        this.#again = false;
        this.#schedule(next);
      });
    }, wait).unref();
  }

  async #look(): Promise<void> {
    const { exclusively, plans, log } = this.#options;
    try {
      await exclusively(async () => {
        const running = await plans.running();
        this.#busy = running.length > 0;
        for (const plan of running) if (!this.#stopped) await this.#advance(plan);
      });
      this.#databaseFails = false;
    } catch (error) {
      if (error instanceof DatabaseUnavailableError) {
        if (!this.#databaseFails)
          log.warn({ err: error }, "PostgreSQL doesn't answer: no further wave of an upgrade begins");
        this.#databaseFails = true;
      } else log.warn({ err: error }, "An upgrade couldn't be driven; trying again");
    }
  }

  async #advance(plan: UpgradePlan): Promise<void> {
    const { repository, view, backups, plans, log } = this.#options;
    // Before the first fetch every file would seem to be gone.
    if (!repository.snapshot()) return;
    const waves = await readProgress({ repository, view }, plan);
    const move = nextMove(waves);
    const fields = { upgrade: plan.id, engine: plan.engine, to: plan.to };
    if (move.kind === "wait") return;
    if (move.kind === "done") {
      if (await plans.end(plan.id, "done")) log.info(fields, "An upgrade of many stores is done");
      return;
    }
    if (move.kind === "stop") return await this.#stop(plan, `Wave ${move.wave}: ${move.why}`);
    log.info({ ...fields, wave: move.wave, of: waves.length, stores: move.names }, "A wave of an upgrade begins");
    try {
      await commitWave({ repository, view, backups }, plan, { number: move.wave, of: waves.length, names: move.names });
      this.#again = true;
    } catch (error) {
      if (error instanceof WaveRefusedError) return await this.#stop(plan, `Wave ${move.wave}: ${error.message}`);
      if (!(error instanceof GitUnavailableError)) throw error;
      // What was committed of the wave is known from Git, the rest comes with the next look.
      log.warn({ ...fields, err: error }, "A wave waits for the stores repository");
    }
  }

  async #stop(plan: UpgradePlan, why: string): Promise<void> {
    const { plans, log } = this.#options;
    if (await plans.end(plan.id, "stopped", why))
      log.warn({ upgrade: plan.id, why }, "An upgrade of many stores stopped");
  }
}
