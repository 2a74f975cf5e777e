/** How many stores an owner may have, and how many may be created within an hour by one owner or from one address. */
import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import type { Creation, CreationKind, CreationLedger, RecentCreation } from "../db/creationLedger.ts";
import { DatabaseUnavailableError } from "../db/errors.ts";
import { Mutex } from "../git/mutex.ts";
import { LimitReachedError } from "./errors.ts";

/** 0: no limit. */
export interface LimitSettings {
  readonly storesPerOwner: number;
  readonly creationsPerOwner: number;
  readonly creationsPerAddress: number;
}

/** How a limit stands after a request. */
export interface LimitState {
  readonly name: "stores-per-owner" | "creations-per-owner" | "creations-per-address";
  readonly limit: number;
  readonly remaining: number;
  /** Seconds over which it counts, and until a place is free; left out where only deleting a store makes room. */
  readonly window?: number;
  readonly reset?: number;
}

export interface CreationAsked {
  /** Limits aren't for them. */
  readonly exempt: boolean;
  readonly kind: CreationKind;
  readonly owner: string;
  readonly address: string;
  readonly store: string;
  readonly requestKey?: string | undefined;
}

interface Options {
  readonly limits: LimitSettings;
  /** Of all replicas. */
  readonly shared: CreationLedger;
  /** Of this process. */
  readonly own: CreationLedger;
  /** Names of the stores that Git says are an owner's. */
  readonly ownedBy: (owner: string) => ReadonlySet<string>;
  /** Whether what Git says here includes that commit. */
  readonly includes: (commit: string) => Promise<boolean>;
  /** Told of each request that met a limit. */
  readonly onReached?: (limit: LimitState["name"]) => void;
  readonly log: Pick<Logger, "warn">;
}

const hour = 3_600;
/** After so many seconds a creation that wasn't settled isn't under way any more: its process died. */
const abandoned = 120;
/** How long, in ms, a database that doesn't answer isn't asked again: no creation should wait for it twice. */
const pause = 5_000;

export class CreationLimits {
  readonly #options: Options;
  /** One at a time asks the database, since those that wait there for one another would take all connections. */
  readonly #turns = new Mutex();
  #askAgainAt = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  /**
   * Runs `create` if the limits allow it; if it fails, nothing is used up.
   * @throws LimitReachedError and what `create` throws.
   */
  async run<T extends { readonly commit?: { readonly id: string } | undefined }>(
    asked: CreationAsked,
    create: () => Promise<T>,
  ): Promise<{ outcome: T; states: readonly LimitState[] }> {
    const { exempt, ...rest } = asked;
    if (exempt || Object.values(this.#options.limits).every((limit) => limit === 0))
      return { outcome: await create(), states: [] };
    const creation: Creation = { id: randomUUID(), ...rest };
    const states = await this.#enter(creation).catch((error: unknown) => {
      const met = error instanceof LimitReachedError ? error.states.at(-1) : undefined;
      if (met) this.#options.onReached?.(met.name);
      throw error;
    });
    try {
      const outcome = await create();
      const { commit } = outcome;
      // Until it is settled it counts all the same, so nobody waits for that.
      if (commit) void this.#onBoth((ledger) => ledger.settle(creation.id, commit.id));
      return { outcome, states };
    } catch (error) {
      await this.#onBoth((ledger) => ledger.remove(creation.id));
      throw error;
    }
  }

  async #enter(creation: Creation): Promise<readonly LimitState[]> {
    const { own } = this.#options;
    const judge = (recent: readonly RecentCreation[]) => this.#judge(creation, recent);
    // What is too much here alone needs no look at the database, and while that is down it is all there is.
    const states = await own.enter(creation, judge);
    try {
      return (await this.#turns.run(() => this.#enterShared(creation, judge))) ?? states;
    } catch (error) {
      await own.remove(creation.id);
      throw error;
    }
  }

  /** Undefined while the database doesn't answer. */
  async #enterShared<T>(
    creation: Creation,
    judge: (recent: readonly RecentCreation[]) => Promise<T>,
  ): Promise<T | undefined> {
    if (Date.now() < this.#askAgainAt) return undefined;
    try {
      return await this.#options.shared.enter(creation, judge);
    } catch (error) {
      // One that is merely busy still counts: else a crowd would get past the limit by being one.
      if (!(error instanceof DatabaseUnavailableError) || error.busy) throw error;
      this.#askAgainAt = Date.now() + pause;
      this.#options.log.warn(
        { err: error },
        "PostgreSQL doesn't answer; creations are limited by each replica on its own",
      );
      return undefined;
    }
  }

  /** @throws LimitReachedError */
  async #judge(creation: Creation, recent: readonly RecentCreation[]): Promise<readonly LimitState[]> {
    const { limits, ownedBy, includes } = this.#options;
    // A retry makes no second store.
    const others = recent.filter(({ requestKey }) => requestKey === undefined || requestKey !== creation.requestKey);
    const states: LimitState[] = [];
    if (creation.kind === "create") {
      const created = others.filter(({ kind }) => kind === "create");
      const mine = created.filter(({ owner }) => owner === creation.owner);
      const fromHere = created.filter(({ address }) => address === creation.address);
      states.push(
        ...hourly("creations-per-owner", limits.creationsPerOwner, mine),
        ...hourly("creations-per-address", limits.creationsPerAddress, fromHere),
      );
    }
    if (limits.storesPerOwner > 0) {
      const names = new Set(ownedBy(creation.owner));
      for (const { owner, store, commit, age } of others) {
        if (owner !== creation.owner || names.has(store)) continue;
        // What Git says here may be older than what another replica did.
        const unseen = commit === undefined ? age < abandoned : !(await includes(commit));
        if (unseen) names.add(store);
      }
      names.delete(creation.store);
      const remaining = Math.max(0, limits.storesPerOwner - names.size - 1);
      const state = { name: "stores-per-owner", limit: limits.storesPerOwner, remaining } as const;
      if (names.size >= limits.storesPerOwner)
        throw new LimitReachedError(
          `You have ${limits.storesPerOwner} stores, as many as an owner may: delete one, or ask an administrator.`,
          [...states, state],
          // Waiting doesn't help; this is how often it is worth asking again.
          hour,
        );
      states.push(state);
    }
    return states;
  }

  async #onBoth(action: (ledger: CreationLedger) => Promise<void>): Promise<void> {
    await action(this.#options.own);
    if (Date.now() < this.#askAgainAt) return;
    await action(this.#options.shared).catch((error: unknown) => {
      if (error instanceof DatabaseUnavailableError) this.#askAgainAt = Date.now() + pause;
      this.#options.log.warn({ err: error }, "The outcome of a creation can't be noted for its limits");
    });
  }
}

/** @throws LimitReachedError when `recent`, newest first, fills the limit already. */
function hourly(
  name: "creations-per-owner" | "creations-per-address",
  limit: number,
  recent: readonly RecentCreation[],
): LimitState[] {
  if (limit === 0) return [];
  const last = recent[limit - 1];
  const oldest = recent.at(-1);
  const wait = (entry: RecentCreation | undefined) => Math.max(1, Math.ceil(hour - (entry?.age ?? 0)));
  if (last === undefined)
    return [{ name, limit, remaining: limit - recent.length - 1, window: hour, reset: wait(oldest) }];
  const who = name === "creations-per-owner" ? "You created" : "From your address there were created";
  throw new LimitReachedError(
    `${who} ${limit} stores within the last hour, as many as may be: try again in ${Math.ceil(wait(last) / 60)} minutes.`,
    [{ name, limit, remaining: 0, window: hour, reset: wait(last) }],
    wait(last),
  );
}
