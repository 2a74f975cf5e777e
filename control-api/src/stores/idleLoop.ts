/** Suspends stores that nobody visits, by commits like anybody's. One replica does it, once an hour. */
import type { Database } from "../db/database.ts";
import { exclusively, locks } from "../db/exclusively.ts";
import { readTrafficNotes, writeTrafficNotes } from "../db/trafficNotes.ts";
import { readRequestCounts, type TrafficSource, TrafficUnavailableError } from "../traffic/requestCounts.ts";
import { deleteStore } from "./deleteStore.ts";
import { domainsOf } from "./domains.ts";
import { day, decideIdle, type IdleCandidate, type IdleDecision, type IdleRules, noteOf } from "./idleStores.ts";
import { platformActor } from "./platformActor.ts";
import type { StoresContext } from "./storesContext.ts";
import { updateStore } from "./updateStore.ts";

export interface IdleLoopOptions {
  readonly context: StoresContext;
  readonly database: Database;
  readonly source: TrafficSource;
  readonly rules: IdleRules;
  /** Stores are reached at `<name>.<domain>`, and at their own domains. */
  readonly domain: string;
  readonly log: { info(fields: object, sentence: string): void; warn(fields: object, sentence: string): void };
  /** Epoch milliseconds. */
  readonly now?: () => number;
}

const pace = 3_600_000;
/** Replicas that start together don't all ask at once, and a platform that is coming up isn't judged. */
const firstAfter = 60_000;

export class IdleLoop {
  readonly #options: IdleLoopOptions;
  readonly #stopped = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<unknown> | undefined;

  constructor(options: IdleLoopOptions) {
    this.#options = options;
  }

  start(): void {
    this.#schedule(firstAfter);
  }

  async close(): Promise<void> {
    this.#stopped.abort();
    clearTimeout(this.#timer);
    await this.#running;
  }

  #schedule(wait: number): void {
    this.#timer = setTimeout(() => {
      this.#running = this.run()
        .catch((error: unknown) =>
          this.#options.log.warn({ err: error }, "Idle stores can't be told just now; they are left alone"),
        )
        .finally(() => {
          if (!this.#stopped.signal.aborted) this.#schedule(pace);
        });
    }, wait).unref();
  }

  /**
   * Reads the counters, notes them and does what is due; what it did. Another replica's turn: nothing.
   * @throws DatabaseUnavailableError, TrafficUnavailableError
   */
  async run(): Promise<readonly IdleDecision[]> {
    const { database } = this.#options;
    return (await exclusively(database, locks.idleStores, () => this.#pass())) ?? [];
  }

  async #pass(): Promise<IdleDecision[]> {
    const { context, database, source, rules, domain, now = Date.now } = this.#options;
    const { view, argo } = context;
    const counts = await readRequestCounts(source, this.#stopped.signal);
    const names = [...view.files.keys()];
    const hostOf = (name: string) => `${name}.${domain}`;
    // Hosts of other things only: the source is the wrong one, or names hosts in another way.
    if (names.length > 0 && !names.some((name) => counts.has(hostOf(name))))
      throw new TrafficUnavailableError(
        `None of ${counts.size} hosts is a store's, such as ${hostOf(names[0] ?? "")}: check TRAFFIC_METRICS_URL and PLATFORM_DOMAIN.`,
      );
    const notes = await readTrafficNotes(database);
    const at = now();
    // Another replica had its turn a moment ago.
    if ([...notes.values()].some(({ readAt }) => Math.abs(at - readAt) < pace / 2)) return [];
    const visits = (name: string) =>
      [hostOf(name), ...domainsOf(view.files.get(name)?.values?.values ?? {}).map(({ host }) => host)]
        .map((host) => counts.get(host) ?? 0)
        .reduce((sum, count) => sum + count, 0);
    const fresh = names.map((name) => noteOf(name, visits(name), at, notes.get(name), rules.requestsPerDay));
    await writeTrafficNotes(database, fresh);
    // What the cluster shows may be old.
    if (!argo.connection().connected) return [];
    const candidates = fresh.flatMap((note): IdleCandidate[] => {
      const store = view.stores.get(note.store);
      if (!store || !view.files.get(note.store)?.values) return [];
      const { name, suspended, createdAt, lastCommit, status } = store;
      return [
        {
          name,
          suspended,
          note,
          phase: status.phase,
          ...(createdAt !== undefined && { createdAt }),
          ...(lastCommit && { lastCommit }),
        },
      ];
    });
    const done: IdleDecision[] = [];
    for (const decision of decideIdle(candidates, rules, at))
      if (await this.#carryOut(decision, at)) done.push(decision);
    return done;
  }

  async #carryOut({ name, what, since }: IdleDecision, now: number): Promise<boolean> {
    const { context, log } = this.#options;
    const file = context.view.files.get(name)?.file;
    // Where changes wait for people's merge, one proposal is enough.
    if (!file || context.view.pendingOf(name).length > 0) return false;
    // Whoever changed it in between was there.
    const seen = [file.blobId];
    const days = Math.floor((now - since) / day);
    const date = new Date(since).toISOString().slice(0, 10);
    const by = { id: platformActor, body: { idle: what, since } };
    try {
      if (what === "suspend")
        await updateStore(
          context,
          name,
          { suspended: true, reason: `nobody visited it for ${days} days, since ${date}; resume it whenever you like` },
          seen,
          by,
        );
      else
        await deleteStore(
          context,
          name,
          {
            reason: `nobody missed it for ${days} days after it was suspended, since ${date}`,
            withoutBackup: false,
          },
          seen,
          by,
        );
      log.info({ store: name, what, days }, "A store that nobody visits was dealt with");
      return true;
    } catch (error) {
      // Somebody changed it in between, or Git doesn't answer: the next run looks again.
      log.warn({ store: name, what, err: error }, "A store that nobody visits couldn't be dealt with");
      return false;
    }
  }
}
