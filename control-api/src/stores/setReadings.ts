/** Which ApplicationSets have read the stores repository at its newest commit. */
import { setTimeout as sleep } from "node:timers/promises";
import { setCovering } from "../argo/applicationSet.ts";
import type { ArgoCd } from "../argo/argoCd.ts";
import type { StoresRepository } from "../git/storesRepository.ts";
import { storePath } from "./storePath.ts";

export class SetReadings {
  readonly #argo: ArgoCd;
  readonly #repository: StoresRepository;
  readonly #log: { warn(fields: object, sentence: string): void };
  /** The newest commit that each set has read. */
  readonly #readAt = new Map<string, string>();

  constructor(options: {
    readonly argo: ArgoCd;
    readonly repository: StoresRepository;
    readonly log: { warn(fields: object, sentence: string): void };
  }) {
    this.#argo = options.argo;
    this.#repository = options.repository;
    this.#log = options.log;
  }

  /** Name of the set that makes the store's Application. */
  covering(store: string): string | undefined {
    return setCovering(storePath(store), this.#argo.applicationSets())?.name;
  }

  /** Asks a set to read the repository, unless it has since its last commit, and waits until it took the question up. */
  async refreshed(set: string, signal: AbortSignal): Promise<boolean> {
    const revision = this.#repository.snapshot()?.revision ?? "";
    if (this.#readAt.get(set) === revision) return true;
    const find = () => [...this.#argo.applicationSets()].find(({ name }) => name === set);
    const before = find()?.resourceVersion;
    await this.#argo.refreshSet(set, signal);
    while (!signal.aborted) {
      const now = find();
      // Argo CD takes the annotation away when it has read the repository past its caches.
      if (now && !now.refreshPending && now.resourceVersion !== before) {
        this.#readAt.set(set, revision);
        return true;
      }
      await sleep(50, undefined, { signal }).catch(() => undefined);
    }
    this.#log.warn({ set }, "An ApplicationSet didn't read the repository again; its deletions wait");
    return false;
  }
}
