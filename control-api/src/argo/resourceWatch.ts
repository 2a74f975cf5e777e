/** Keeps a small projection of every object of one kind, by list and watch, through whatever happens to the API server. */
import { setTimeout as sleep } from "node:timers/promises";
import { type KubeClient, statusOf } from "./kubeClient.ts";
import { KubeconfigMissingError } from "./kubeConfigSource.ts";
import { applyChanges, changesOf, type Versioned, type WatchChange, type WatchEvent } from "./watchReducer.ts";

/** What is watched. `list` returns one page of raw objects. */
export interface WatchedKind<T extends Versioned> {
  /** For the log. */
  readonly name: string;
  readonly path: string;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  readonly list: (page: ListPage) => Promise<unknown>;
  /** Undefined: not worth keeping. @throws when it isn't such an object. */
  readonly project: (raw: unknown) => T | undefined;
}

export interface ListPage {
  readonly limit: number;
  readonly continueFrom?: string;
  readonly signal: AbortSignal;
}

export interface Connection {
  readonly connected: boolean;
  /** False until the kind was listed once: before, nothing is known, not even that something is missing. */
  readonly everConnected: boolean;
  /** Epoch milliseconds of the last sign of life of the API server. */
  readonly observedAt?: number;
  /** Epoch milliseconds since when it is connected or not. */
  readonly since: number;
  readonly reason?: string;
  /** There is no cluster, or no Argo CD in it: not lost, but never there. */
  readonly absent?: boolean;
}

export interface WatchLog {
  warn(fields: object, sentence: string): void;
  info(fields: object, sentence: string): void;
}

interface WatchTimes {
  /** How long the connection may be away before it counts as lost, in ms: a watch that is renewed isn't news. */
  readonly grace: number;
  /** Waits between attempts in ms; the last one repeats. */
  readonly retries: readonly number[];
  /** Everything is listed anew this often in ms, whatever the events said. */
  readonly relist: number;
}

/** Objects a page: more would be read no quicker, and live long enough to fill the memory with garbage. */
const pageSize = 200;

const usualTimes: WatchTimes = {
  grace: 1_500,
  retries: [50, 250, 500, 1_000, 1_000, 1_500],
  relist: 10 * 60_000,
};

/** Messages of list and watch that this process reads. */
interface RawList {
  readonly items: readonly unknown[];
  readonly resourceVersion: string;
  readonly continueFrom?: string;
}

export class ResourceWatch<T extends Versioned> {
  readonly #kind: WatchedKind<T>;
  readonly #client: KubeClient;
  readonly #log: WatchLog;
  readonly #times: WatchTimes;
  readonly #items = new Map<string, T>();
  readonly #onChanges: (changes: readonly WatchChange<T>[]) => void;
  readonly #onConnection: () => void;
  readonly #onRestart: (cause: "ended" | "broken" | "relist") => void;
  readonly #stopped = new AbortController();
  #connection: Connection = { connected: false, everConnected: false, since: Date.now() };
  #lossTimer: NodeJS.Timeout | undefined;
  #listedAt = 0;
  #version: string | undefined;
  #running: Promise<void> | undefined;

  constructor(options: {
    kind: WatchedKind<T>;
    client: KubeClient;
    log: WatchLog;
    onChanges: (changes: readonly WatchChange<T>[]) => void;
    onConnection: () => void;
    /** A watch was begun anew, for whoever counts. */
    onRestart?: (cause: "ended" | "broken" | "relist") => void;
    times?: Partial<WatchTimes>;
  }) {
    this.#kind = options.kind;
    this.#client = options.client;
    this.#log = options.log;
    this.#onChanges = options.onChanges;
    this.#onConnection = options.onConnection;
    this.#onRestart = options.onRestart ?? (() => undefined);
    this.#times = { ...usualTimes, ...options.times };
  }

  /** Live view of what is known, by name. */
  get items(): ReadonlyMap<string, T> {
    return this.#items;
  }

  connection(): Connection {
    return this.#connection;
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async close(): Promise<void> {
    this.#stopped.abort();
    clearTimeout(this.#lossTimer);
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopped;
    let failures = 0;
    while (!signal.aborted) {
      try {
        if (this.#version === undefined || Date.now() - this.#listedAt > this.#times.relist) await this.#list(signal);
        failures = 0;
        const begunAt = Date.now();
        await this.#watch(signal);
        if (signal.aborted) return;
        this.#onRestart(Date.now() - this.#listedAt > this.#times.relist ? "relist" : "ended");
        // A server that ends each watch at once must not be asked without a pause.
        if (Date.now() - begunAt < 1_000) await sleep(200, undefined, { signal }).catch(() => undefined);
      } catch (error) {
        if (signal.aborted) return;
        // Whatever went wrong, events may be lost: list again.
        this.#version = undefined;
        this.#onRestart("broken");
        this.#lost(error);
        const wait = this.#times.retries[Math.min(failures, this.#times.retries.length - 1)] ?? 1_000;
        failures += 1;
        // Jitter, so that the watches of several replicas don't all list at once.
        await sleep(wait * (0.75 + Math.random() / 2), undefined, { signal }).catch(() => undefined);
      }
    }
  }

  async #list(signal: AbortSignal): Promise<void> {
    const items: T[] = [];
    let page: RawList | undefined;
    do {
      page = readList(
        await this.#kind.list({
          limit: pageSize,
          signal,
          ...(page?.continueFrom !== undefined && { continueFrom: page.continueFrom }),
        }),
      );
      for (const raw of page.items) {
        const item = this.#project(raw);
        if (item) items.push(item);
      }
    } while (page.continueFrom !== undefined);
    this.#version = page.resourceVersion;
    this.#listedAt = Date.now();
    this.#apply({ type: "listed", items });
    this.#found();
  }

  /** Resolves when the watch ended in an orderly way and can go on from the last version; rejects when it broke. */
  async #watch(signal: AbortSignal): Promise<void> {
    const watch = await this.#client.watch();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const query = {
      resourceVersion: this.#version,
      allowWatchBookmarks: true,
      timeoutSeconds: 290,
      ...(this.#kind.labelSelector !== undefined && { labelSelector: this.#kind.labelSelector }),
      ...(this.#kind.fieldSelector !== undefined && { fieldSelector: this.#kind.fieldSelector }),
    };
    // client-node gives a watch up after 30 s without a byte: that is our watchdog, and no fault on a quiet cluster.
    const controller = await watch.watch(
      this.#kind.path,
      query,
      (type, object: unknown) => {
        try {
          this.#take(type, object);
        } catch (error) {
          reject(error);
        }
      },
      (error: unknown) => {
        if (error instanceof Error && error.name !== "TimeoutError") reject(error);
        else resolve();
      },
    );
    const abort = () => controller.abort();
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    try {
      await promise;
    } finally {
      signal.removeEventListener("abort", abort);
      controller.abort();
    }
  }

  #take(type: string, object: unknown): void {
    if (type === "ERROR") throw new Error(`The watch was ended: ${JSON.stringify(object)}`);
    this.#found();
    const version = versionOf(object);
    if (type !== "BOOKMARK") {
      const item = this.#project(object);
      if (item) this.#apply({ type: type === "DELETED" ? "removed" : "put", item });
    }
    if (version !== undefined) this.#version = version;
  }

  #project(raw: unknown): T | undefined {
    try {
      return this.#kind.project(raw);
    } catch (error) {
      // One odd object must not hide all others.
      this.#log.warn({ kind: this.#kind.name, err: error }, "An object of the cluster can't be read and is left out");
      return undefined;
    }
  }

  #apply(event: WatchEvent<T>): void {
    const changes = changesOf(this.#items, event);
    if (changes.length === 0) return;
    applyChanges(this.#items, changes);
    this.#onChanges(changes);
  }

  #found(): void {
    clearTimeout(this.#lossTimer);
    this.#lossTimer = undefined;
    const now = Date.now();
    if (this.#connection.connected) {
      this.#connection = { ...this.#connection, observedAt: now };
      return;
    }
    this.#connection = { connected: true, everConnected: true, observedAt: now, since: now };
    this.#log.info({ kind: this.#kind.name }, "The cluster is watched");
    this.#onConnection();
  }

  #lost(error: unknown): void {
    const why = whyLost(error);
    if (!this.#connection.connected) {
      this.#connection = { ...this.#connection, ...why };
      return;
    }
    this.#lossTimer ??= setTimeout(() => {
      this.#lossTimer = undefined;
      this.#connection = { ...this.#connection, connected: false, since: Date.now(), ...why };
      this.#log.warn({ kind: this.#kind.name, ...why, err: error }, "The cluster can't be watched; trying again");
      this.#onConnection();
    }, this.#times.grace);
  }
}

function whyLost(error: unknown): { reason: string; absent: boolean } {
  if (error instanceof KubeconfigMissingError) return { reason: "The cluster isn't up yet.", absent: true };
  const status = statusOf(error);
  if (status === 404) return { reason: "The cluster has no Argo CD yet.", absent: true };
  const reason = status === undefined ? "The API server doesn't answer." : `The API server answered ${status}.`;
  return { reason, absent: false };
}

/** `metadata.resourceVersion` of a raw object. */
export function versionOf(object: unknown): string | undefined {
  const metadata = isRecord(object) ? object.metadata : undefined;
  return isRecord(metadata) && typeof metadata.resourceVersion === "string" ? metadata.resourceVersion : undefined;
}

function readList(raw: unknown): RawList {
  if (!isRecord(raw) || !Array.isArray(raw.items)) throw new Error("The API server's list has no items.");
  const metadata = isRecord(raw.metadata) ? raw.metadata : {};
  // client-node's typed lists say `_continue` for `continue`.
  const next = metadata.continue ?? metadata._continue;
  return {
    items: raw.items,
    resourceVersion: typeof metadata.resourceVersion === "string" ? metadata.resourceVersion : "0",
    ...(typeof next === "string" && next !== "" && { continueFrom: next }),
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
