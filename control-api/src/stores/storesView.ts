/** The stores as Git and the cluster show them, and what changed. Looks only at stores that an event is about. */
import { isDeepStrictEqual } from "node:util";
import { type Application, isPinned } from "../argo/application.ts";
import { setCovering } from "../argo/applicationSet.ts";
import type { ArgoCd } from "../argo/argoCd.ts";
import type { PullRequest } from "../git/proposals.ts";
import type { Commit, Snapshot, StoresRepository } from "../git/storesRepository.ts";
import { type Ancestry, ancestry } from "./ancestry.ts";
import { awaitedStore } from "./awaitedStore.ts";
import { joinStore } from "./joinStore.ts";
import { type IdentityLookups, identityLookups } from "./originalIdentity.ts";
import type { PendingChanges } from "./pendingChanges.ts";
import type { BlockedFile, Store, StoreDetail } from "./store.ts";
import type { Leaving } from "./storeFacts.ts";
import { type StoreFile, StoreFiles } from "./storeFiles.ts";
import type { LinkOptions } from "./storeLinks.ts";
import { type DesiredCommit, newMemory, type StoreMemory } from "./storeMemory.ts";

export interface StoresViewOptions extends LinkOptions {
  readonly repository: StoresRepository;
  readonly argo: ArgoCd;
  /** Where changes can wait for a merge. */
  readonly pending?: PendingChanges | undefined;
  /** Milliseconds. */
  readonly timeout: number;
}

export interface StoreChanges {
  readonly changed: readonly Store[];
  /** `owner` of the store that is gone. */
  readonly removed: readonly { readonly name: string; readonly owner: string }[];
  readonly blockedChanged: boolean;
}

/** Statuses that can change by the mere passing of time. */
const unfinished = new Set(["Pending", "Provisioning", "Updating"]);

export class StoresView {
  readonly #options: StoresViewOptions;
  readonly #files = new StoreFiles();
  readonly #stores = new Map<string, Store>();
  readonly #memories = new Map<string, StoreMemory>();
  readonly #leaving = new Map<string, Leaving>();
  readonly #listeners = new Set<(changes: StoreChanges) => void>();
  readonly #ancestry: Ancestry;
  readonly #identities: IdentityLookups;
  readonly #stops: (() => void)[] = [];
  readonly #dirty = new Set<string>();
  #turn: NodeJS.Immediate | undefined;
  #blocked: readonly BlockedFile[] = [];
  #started = false;
  #filesChanged = false;
  /** Epoch milliseconds up to which stores whose time ran out were looked at. */
  #overdueUntil = Date.now();
  #lastReason: string | undefined;
  /** Counts changes, for whoever keeps something derived of all stores. */
  version = 0;

  constructor(options: StoresViewOptions) {
    this.#options = options;
    this.#ancestry = ancestry(options.repository, (commits) => {
      for (const [name, { file }] of this.#files.stores) if (commits.has(file.lastCommit.id)) this.#mark(name);
    });
    this.#identities = identityLookups(options.repository, (name, firstCommit, identity) => {
      if (!this.#files.setIdentity(name, firstCommit, identity)) return;
      this.#filesChanged = true;
      this.#mark(name);
    });
  }

  start(): void {
    const { repository, argo, pending } = this.#options;
    if (pending) this.#stops.push(pending.onChange((names) => names.forEach((name) => void this.#mark(name))));
    this.#stops.push(
      repository.onSnapshot((snapshot) => this.#take(snapshot)),
      argo.onChange((changed) => {
        if (changed === "all") this.#markAll();
        else for (const name of changed) this.#mark(name);
      }),
    );
    const timer = setInterval(() => this.#lookAtOverdue(), 2_000);
    this.#stops.push(() => clearInterval(timer));
    const snapshot = repository.snapshot();
    if (snapshot) this.#take(snapshot);
    this.#markAll();
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#identities.close();
    if (this.#turn) clearImmediate(this.#turn);
  }

  get stores(): ReadonlyMap<string, Store> {
    return this.#stores;
  }

  get files(): ReadonlyMap<string, StoreFile> {
    return this.#files.stores;
  }

  get blocked(): readonly BlockedFile[] {
    return this.#blocked;
  }

  /** Names of the stores that Git has, of one owner. */
  ownedBy(owner: string): ReadonlySet<string> {
    const names = new Set<string>();
    for (const { name, owner: of } of this.#stores.values())
      if (of === owner && this.#files.stores.has(name)) names.add(name);
    return names;
  }

  onChange(listener: (changes: StoreChanges) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Open pull requests that touch the store's file. */
  pendingOf(name: string): readonly PullRequest[] {
    return this.#options.pending?.of(name) ?? [];
  }

  /** The store with what only its own page needs, looked at anew. */
  detail(name: string): StoreDetail | undefined {
    const found = this.#look(name);
    if (!found) return undefined;
    const file = this.#files.stores.get(name);
    return {
      ...found,
      ...(file && { valuesFile: file.file.text, blobId: file.file.blobId }),
      ...(file?.values && { values: file.values.values }),
    };
  }

  /** The store with the time at which the cluster last showed a sign of life: what is kept is only renewed by news. */
  asSeenNow(store: Store): Store {
    const { connected, observedAt } = this.#options.argo.connection();
    if (!connected || observedAt === undefined) return store;
    return { ...store, status: { ...store.status, observedAt: new Date(observedAt).toISOString() } };
  }

  /** Whether the Application shows the store's last commit, or a later one, as compared with the cluster. */
  isCaughtUp(name: string): boolean {
    const file = this.#files.stores.get(name);
    const application = this.#options.argo.application(name);
    if (!file || !application) return !file;
    return this.reaches(name, application.sync.revision) && isAsSpecified(file, application);
  }

  /** Whether the ApplicationSet has written what the file says into the Application. */
  isTemplated(name: string): boolean {
    const file = this.#files.stores.get(name);
    const application = this.#options.argo.application(name);
    return !file || (application !== undefined && isAsSpecified(file, application));
  }

  /** Whether `revision` is the store's last commit or came after it. */
  reaches(name: string, revision: string | undefined): boolean {
    const commit = this.#files.stores.get(name)?.file.lastCommit.id;
    return commit !== undefined && revision !== undefined && this.#ancestry.isAncestor(commit, revision);
  }

  /** Epoch milliseconds since when the store's last commit is the wanted one. */
  desiredSince(name: string): number {
    return this.#memories.get(name)?.desired?.since ?? 0;
  }

  /** Whether it ran once, as far as is known. */
  wasReady(name: string): boolean {
    return this.#memories.get(name)?.everReady ?? false;
  }

  setLeaving(name: string, leaving: Leaving | undefined): void {
    if (isDeepStrictEqual(this.#leaving.get(name), leaving)) return;
    if (leaving) this.#leaving.set(name, leaving);
    else this.#leaving.delete(name);
    this.#mark(name);
  }

  /** Looks at every store again: what all of them show, such as their links, may have changed. */
  refreshAll(): void {
    this.#markAll();
  }

  /** Looks at all marked stores now rather than in the next turn. */
  settle(): void {
    if (this.#turn) clearImmediate(this.#turn);
    this.#turn = undefined;
    const changed: Store[] = [];
    const removed: { name: string; owner: string }[] = [];
    for (const name of this.#dirty) {
      const before = this.#stores.get(name);
      const after = this.#look(name);
      if (before?.status.phase === "Blocked" || after?.status.phase === "Blocked") this.#filesChanged = true;
      if (after && !(before && sameStore(before, after))) {
        this.#stores.set(name, after);
        changed.push(after);
      } else if (!after && before) {
        this.#stores.delete(name);
        this.#memories.delete(name);
        this.#leaving.delete(name);
        removed.push({ name, owner: before.owner });
      }
    }
    this.#dirty.clear();
    const blockedChanged = this.#filesChanged && this.#readBlocked();
    this.#filesChanged = false;
    if (changed.length + removed.length === 0 && !blockedChanged) return;
    this.version += 1;
    for (const listener of this.#listeners) listener({ changed, removed, blockedChanged });
  }

  #take(snapshot: Snapshot): void {
    this.#ancestry.retry();
    const now = Date.now();
    for (const name of this.#files.take(snapshot)) {
      const file = this.#files.stores.get(name);
      const memory = this.#memoryOf(name);
      if (file) {
        const { lastCommit } = file.file;
        if (memory.desired?.commit !== lastCommit.id) memory.desired = this.#wanted(lastCommit, now);
        if (this.#started && memory.uid === undefined && !this.#stores.has(name)) memory.createdHere = true;
        if (!file.identity) this.#identities.want(file);
      }
      this.#mark(name);
    }
    this.#started = true;
    this.#filesChanged = true;
    this.settle();
  }

  /**
   * A commit that comes in while we look is wanted from now on. After a start, one of ours is wanted since it was made; one of
   * somebody else may have been pushed much later, so it counts from now until Argo CD's own notes say better.
   */
  #wanted({ id, committedAt, verified }: Commit, now: number): DesiredCommit {
    const made = Date.parse(committedAt);
    if (this.#started || Number.isNaN(made)) return { commit: id, since: now };
    return verified
      ? { commit: id, since: Math.min(made, now) }
      : { commit: id, since: now, madeAt: Math.min(made, now) };
  }

  /**
   * Marks the stores whose time ran out since the last look: nothing else changes by the mere passing of time, and looking at
   * thousands that wait for the cluster would keep the process busy.
   */
  #lookAtOverdue(): void {
    const { argo, timeout } = this.#options;
    const { since, reason, connected } = argo.connection();
    const now = Date.now();
    const last = this.#overdueUntil;
    this.#overdueUntil = now;
    const ranOut = (from: number) => from + timeout >= last && from + timeout < now;
    // Why a cluster can't be seen may change without its coming or going.
    const all = (!connected && reason !== this.#lastReason) || ranOut(since);
    this.#lastReason = reason;
    for (const { name, status } of this.#stores.values()) {
      if (unfinished.has(status.phase) && (all || ranOut(this.desiredSince(name)))) this.#mark(name);
    }
  }

  #readBlocked(): boolean {
    const blocked = [...this.#files.blocked(), ...this.#unrenderable()];
    if (isDeepStrictEqual(blocked, this.#blocked)) return false;
    this.#blocked = blocked;
    return true;
  }

  /** Stores whose file can be read but not rendered, by a fault of their own. */
  #unrenderable(): BlockedFile[] {
    const { argo } = this.#options;
    return [...this.#stores.values()].flatMap(({ name, path, status, lastCommit }) => {
      if (status.phase !== "Blocked" || this.#files.stores.get(name)?.problem !== undefined || !lastCommit) return [];
      if (setCovering(path, argo.applicationSets())?.error) return [];
      return [{ path, message: status.reason, commit: lastCommit, storeName: name }];
    });
  }

  #mark(name: string): void {
    this.#dirty.add(name);
    this.#turn ??= setImmediate(() => this.settle());
  }

  #markAll(): void {
    for (const name of this.#files.stores.keys()) this.#mark(name);
    for (const application of this.#options.argo.applications()) this.#mark(application.storeName);
    for (const name of this.#stores.keys()) this.#mark(name);
    for (const name of this.#options.pending?.names() ?? []) this.#mark(name);
  }

  #memoryOf(name: string): StoreMemory {
    const known = this.#memories.get(name);
    if (known) return known;
    const memory = newMemory();
    this.#memories.set(name, memory);
    return memory;
  }

  /** The store as it is now; undefined when neither Git nor the cluster has it. */
  #look(name: string): Store | undefined {
    const file = this.#files.stores.get(name);
    const application = this.#options.argo.application(name);
    const pendingChanges = this.pendingOf(name);
    if (!file && !application) return awaitedStore(name, pendingChanges, this.#options);
    const parts = {
      file,
      application,
      leaving: this.#leaving.get(name),
      before: this.#stores.get(name),
      memory: this.#memoryOf(name),
      pendingChanges,
    };
    return joinStore(name, parts, {
      ...this.#options,
      isAncestor: this.#ancestry.isAncestor,
      reaches: (revision) => this.reaches(name, revision),
    });
  }
}

function isAsSpecified({ values }: StoreFile, application: Application): boolean {
  const { source, destination } = application;
  if (isPinned(application)) return false;
  if (values === undefined) return true;
  const { engine, chartVersion, cluster } = values.store;
  return source.path === `charts/${engine}/${chartVersion}` && (destination.cluster ?? cluster) === cluster;
}

/** When it was last seen isn't news. */
function sameStore(a: Store, b: Store): boolean {
  return isDeepStrictEqual(
    { ...a, status: { ...a.status, observedAt: "" } },
    { ...b, status: { ...b.status, observedAt: "" } },
  );
}
