/**
 * What the branch's history says of removed stores: which went within the rolling hour, when a removal was published, and what
 * administrators confirmed. Derived from the commits alone, so that it survives restarts and every replica says the same.
 */
import type { Commit, StoresRepository } from "../git/storesRepository.ts";
import { confirmedNames } from "./deleteStore.ts";
import { window } from "./deletionGuard.ts";
import { platformActor } from "./platformActor.ts";
import { storeNameOf } from "./storePath.ts";

/** A removal that nobody typed the name of the store for. */
export interface PushedRemoval {
  readonly name: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

interface Confirmation {
  readonly commit: Commit;
  readonly names: ReadonlySet<string>;
}

/** Commits looked at between two breaths of the event loop. */
const pageSize = 500;
/** How many commits of our own are tried for one that came after a removal. */
const mostWitnesses = 50;
/** Removals whose size is remembered; more than a branch has at a time. */
const mostCounts = 1_000;

export class RemovalHistory {
  readonly #repository: StoresRepository;
  #head: string | undefined;
  #confirmations: Confirmation[] = [];
  #removals: PushedRemoval[] = [];
  /** When commits came in while this process looked, in epoch milliseconds; nobody can date them back. */
  readonly #seenAt = new Map<string, number>();
  readonly #published = new Map<string, number>();
  /** How many stores a commit removed. */
  readonly #counts = new Map<string, number>();
  /** Since when commits are seen as they come, in epoch milliseconds. */
  #watchedSince = Date.now();

  constructor(repository: StoresRepository) {
    this.#repository = repository;
  }

  /** Takes up what is new since the last time; a rewritten history is read from its beginning. */
  async update(now: number): Promise<void> {
    const fresh = await this.#newCommits();
    const [newest] = fresh;
    if (!newest) return;
    const live = this.#head !== undefined;
    for (const commit of fresh.reverse()) {
      if (live && !commit.verified) this.#seenAt.set(commit.id, now);
      await this.#take(commit, now);
    }
    this.#head = newest.id;
    this.#removals = this.#removals.filter(({ at }) => now - at < window);
  }

  /** Stores that went within the hour before `now` by a push, a merge or a revert. One that was removed twice counts once. */
  within(now: number): readonly PushedRemoval[] {
    const newest = new Map(
      this.#removals.filter(({ at }) => now - at < window).map((removal) => [removal.name, removal]),
    );
    return [...newest.values()];
  }

  /** How many stores a commit removed. */
  async removedBy(commit: Commit): Promise<number> {
    const known = this.#counts.get(commit.id);
    if (known !== undefined) return known;
    const count = (await this.#removedNames(commit)).length;
    if (this.#counts.size >= mostCounts) this.#counts.clear();
    this.#counts.set(commit.id, count);
    return count;
  }

  /** An administrator's signed commit after `removal` names the store. */
  async isConfirmed(name: string, removal: Commit): Promise<boolean> {
    for (const { commit, names } of this.#confirmations.toReversed())
      if (names.has(name) && (await this.#repository.isAncestor(removal.id, commit.id))) return true;
    return false;
  }

  /** A signed commit names the store and does without the backup before its deletion; after `removal`, or after `since` (epoch ms). */
  async isWithoutBackup(name: string, removal: Commit | undefined, since: number): Promise<boolean> {
    for (const { commit, names } of this.#confirmations) {
      if (commit.backup !== "skip" || !names.has(name)) continue;
      if (removal ? await this.#repository.isAncestor(removal.id, commit.id) : Date.parse(commit.committedAt) > since)
        return true;
    }
    return removal?.verified === true && removal.backup === "skip";
  }

  /** An administrator's signed commit names the store and is younger than `since` (epoch milliseconds). */
  isConfirmedSince(name: string, since: number): boolean {
    return this.#confirmations.some(({ commit, names }) => names.has(name) && Date.parse(commit.committedAt) > since);
  }

  /**
   * When a commit was on the branch at the latest, in epoch milliseconds. People's commits may be made long before they are
   * pushed, so their own date says nothing. After a restart the first commit of ours that came after it is the witness; where
   * there is none, this process's start counts: a grace period may begin anew, it is never cut short.
   */
  async publishedAt(commit: Commit): Promise<number> {
    if (commit.verified) return Date.parse(commit.committedAt);
    const known = this.#seenAt.get(commit.id) ?? this.#published.get(commit.id);
    if (known !== undefined) return known;
    const witness = await this.#witnessOf(commit);
    const at = Math.min(witness ?? this.#watchedSince, this.#watchedSince);
    this.#published.set(commit.id, at);
    return at;
  }

  /** Whether a commit was made on the branch itself and not brought in by a merge. */
  async isDirect(commit: Commit): Promise<boolean> {
    let next: string | undefined;
    let after: string | undefined;
    for (;;) {
      const page = await this.#repository.history({ limit: pageSize, ...(after !== undefined && { after }) });
      // Newest first, and no commit before those that have it as a parent.
      for (const { id, parents } of page) {
        const onLine = next === undefined || id === next;
        if (id === commit.id) return onLine;
        if (onLine) [next] = parents;
        if (onLine && next === undefined) return false;
      }
      if (page.length < pageSize) return false;
      after = page.at(-1)?.id;
    }
  }

  async #newCommits(): Promise<Commit[]> {
    const found: Commit[] = [];
    let after: string | undefined;
    for (;;) {
      const page = await this.#repository.history({ limit: pageSize, ...(after !== undefined && { after }) });
      for (const commit of page) {
        if (commit.id === this.#head) return found;
        found.push(commit);
      }
      if (page.length < pageSize) break;
      after = page.at(-1)?.id;
      await new Promise((resolve) => setImmediate(resolve));
    }
    // What was known is not part of this history: it was rewritten, and whatever it holds is as new as that.
    if (this.#head !== undefined) this.#watchedSince = Date.now();
    this.#head = undefined;
    this.#published.clear();
    this.#confirmations = [];
    this.#removals = [];
    return found;
  }

  async #take(commit: Commit, now: number): Promise<void> {
    if (commit.verified && commit.operation === "confirm-deletions")
      this.#confirmations.push({ commit, names: new Set(confirmedNames(commit.body)) });
    if (!canRemove(commit)) return;
    const at = this.#seenAt.get(commit.id) ?? Math.min(Date.parse(commit.committedAt), now);
    if (Number.isNaN(at) || now - at >= window) return;
    for (const name of await this.#removedNames(commit)) this.#removals.push({ name, at });
  }

  async #removedNames(commit: Commit): Promise<string[]> {
    const { files } = await this.#repository.diff(commit.id);
    return files
      .filter(({ before, after }) => before !== undefined && after === undefined)
      .flatMap(({ path }) => storeNameOf(path) ?? []);
  }

  /** Time of the oldest commit of ours that has `commit` among its ancestors. */
  async #witnessOf(commit: Commit): Promise<number | undefined> {
    const own: Commit[] = [];
    let after: string | undefined;
    for (;;) {
      const page = await this.#repository.history({ limit: pageSize, ...(after !== undefined && { after }) });
      const end = page.findIndex(({ id }) => id === commit.id);
      own.push(...(end === -1 ? page : page.slice(0, end)).filter(({ verified }) => verified));
      if (end !== -1 || page.length < pageSize) break;
      after = page.at(-1)?.id;
    }
    for (const witness of own.reverse().slice(0, mostWitnesses))
      if (await this.#repository.isAncestor(commit.id, witness.id)) return Date.parse(witness.committedAt);
    return undefined;
  }
}

/** Creating and updating never remove a store, and a deletion that somebody asked for by name isn't counted. */
function canRemove({ verified, operation, actor }: Commit): boolean {
  if (!verified || operation === undefined || operation === "revert") return true;
  return operation === "delete" && actor === platformActor;
}
