/**
 * The promise users build on: a store is never shown as Ready for an older revision than its last commit. Commits of ours and of
 * others, reverts, new chart versions, removals, Argo CD's work in any order and a watch that loses, repeats and delays events
 * are interleaved at random, through the whole view.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Application } from "../argo/application.ts";
import { applyChanges, changesOf, type WatchEvent } from "../argo/watchReducer.ts";
import { applicationOf, memoryArgoCd } from "../testing/memoryArgoCd.ts";
import { memoryRepository } from "../testing/memoryRepository.ts";
import { testView } from "../testing/testView.ts";
import { storePath } from "./storePath.ts";
import type { StoresView } from "./storesView.ts";

const path = storePath("acme");
const text = (version: string, tagline: number) =>
  `store: { engine: medusa, chartVersion: ${version}, owner: alice@example.com }\nstorefront: { tagline: "${tagline}" }\n`;

/** One revision of the branch: what the file holds there, if it is there. */
interface Revision {
  readonly id: string;
  readonly text: string | undefined;
  /** Position of the commit that last touched the file. */
  readonly touched: number;
}

/** What Argo CD really does, one step at a time, and the objects that its steps write. */
class World {
  readonly repository = memoryRepository();
  readonly argo = memoryArgoCd();
  readonly view: StoresView;
  readonly #known = new Map<string, Application>();
  readonly #revisions: Revision[] = [];
  /** What the cluster runs: content and chart of the revision that was last applied. */
  #live: { readonly text: string; readonly chart: string } | undefined;
  #application: Application | undefined;
  #uids = 0;
  #events: WatchEvent<Application>[] = [];
  /** Position of the newest revision at which Argo CD really found everything synced and healthy, by chart. */
  readonly #proven = new Map<string, number>();
  ready = 0;

  constructor() {
    const { repository, argo } = this;
    this.view = testView(repository, argo);
    this.commit(text("1.0.0", 0), false);
    this.view.start();
  }

  get #tip(): Revision {
    const tip = this.#revisions.at(-1);
    if (!tip) throw new Error("the branch is empty");
    return tip;
  }

  async commit(content: string | undefined, ours: boolean): Promise<void> {
    const before = this.#revisions.at(-1);
    if (before && before.text === content) return this.#commitElsewhere();
    const id = ours
      ? (
          await this.repository.commit({
            operation: "update",
            subject: "update",
            actor: "alice@example.com",
            requestId: "r",
            edits: [{ path, precondition: { kind: "present" }, apply: () => content }],
          })
        ).commit.id
      : this.repository.push({ [path]: content });
    this.#revisions.push({ id, text: content, touched: this.#revisions.length });
  }

  #commitElsewhere(): void {
    const { text: content, touched } = this.#tip;
    const id = this.repository.push({ "stores/o/other.yaml": text("1.0.0", this.#revisions.length) });
    this.#revisions.push({ id, text: content, touched });
  }

  async step(command: Command): Promise<void> {
    const at = (back: number) => this.#revisions[Math.max(0, this.#revisions.length - 1 - back)] ?? this.#tip;
    switch (command.do) {
      case "change":
        await this.commit(text(chartOf(this.#tip.text) ?? "1.0.0", command.tagline), command.ours);
        break;
      case "upgrade":
        await this.commit(text(command.version, command.tagline), command.ours);
        break;
      case "revert":
        await this.commit(at(command.back).text, command.ours);
        break;
      case "remove":
        await this.commit(undefined, false);
        break;
      case "elsewhere":
        this.#commitElsewhere();
        break;
      case "template": {
        const { text: content } = at(command.back);
        if (content !== undefined) this.#template(content);
        break;
      }
      case "compare":
        this.#compare(at(command.back), command.health);
        break;
      case "apply":
        this.#apply(at(command.back), command.phase);
        break;
      case "gone":
        if (this.#application) this.#events.push({ type: "removed", item: this.#application });
        this.#application = undefined;
        this.#live = undefined;
        break;
      case "deliver": {
        const event = this.#events[command.which % Math.max(1, this.#events.length)];
        if (!event) break;
        if (!command.again) this.#events = this.#events.filter((other) => other !== event);
        this.#deliver(event);
        break;
      }
      case "lose":
        this.#events = this.#events.filter((_, index) => index % 2 === 0);
        break;
      case "relist":
        this.#events = [];
        this.#deliver({ type: "listed", items: this.#application ? [this.#application] : [] });
    }
    // Ancestry and originals are looked up beside.
    for (let turn = 0; turn < 4; turn += 1) await Promise.resolve();
    this.view.settle();
    this.#check();
  }

  /** The ApplicationSet writes the file's chart into the Application, or makes it. */
  #template(content: string): void {
    const chart = `charts/medusa/${chartOf(content)}`;
    if (!this.#application) this.#uids += 1;
    this.#put({
      uid: `uid-${this.#uids}`,
      source: { path: chart, valueFiles: [] },
      ...(!this.#application && { sync: {}, health: {}, deployments: [], operation: undefined }),
    });
  }

  /** Argo CD compares what runs with a revision, which may be one of its cache. */
  #compare(revision: Revision, health: string): void {
    if (!this.#application || revision.text === undefined) return;
    const chart = this.#application.source.path ?? "";
    const same = this.#live?.text === revision.text && this.#live.chart === chart;
    this.#put({
      sync: { status: same ? "Synced" : "OutOfSync", revision: revision.id, path: chart },
      health: { status: health },
    });
  }

  #apply(revision: Revision, phase: string): void {
    if (!this.#application || revision.text === undefined) return;
    if (phase === "Succeeded") this.#live = { text: revision.text, chart: this.#application.source.path ?? "" };
    const { deployments } = this.#application;
    this.#put({
      operation: { phase, revision: revision.id, startedAt: new Date().toISOString(), retries: 0, results: [] },
      ...(phase === "Succeeded" && { deployments: [...deployments, { revision: revision.id, at: Date.now() }] }),
    });
  }

  #put(changes: { [Key in keyof Application]?: Application[Key] | undefined }): void {
    const { resourceVersion } = applicationOf("acme", "");
    const before = this.#application ?? applicationOf("acme", "");
    const { operation, ...rest } = { ...before, ...changes, resourceVersion };
    // Only the operation is ever taken away.
    this.#application = { ...(rest as Application), ...(operation && { operation }) };
    this.#events.push({ type: "put", item: this.#application });
    const { sync, health, operation: ran } = this.#application;
    const position = this.#revisions.findIndex(({ id }) => id === sync.revision);
    if (sync.status === "Synced" && health.status === "Healthy" && ran?.phase !== "Running" && sync.path)
      this.#proven.set(sync.path, Math.max(position, this.#proven.get(sync.path) ?? -1));
  }

  /** As the watch does it. */
  #deliver(event: WatchEvent<Application>): void {
    const changes = changesOf(this.#known, event);
    applyChanges(this.#known, changes);
    for (const { after } of changes) {
      if (after) this.argo.set(after);
      else this.argo.remove("acme");
    }
  }

  #check(): void {
    const status = this.view.stores.get("acme")?.status;
    const tip = this.#tip;
    if (status?.phase !== "Ready") return;
    this.ready += 1;
    expect(status.desiredRevision).toBe(this.#revisions[tip.touched]?.id);
    const proven = this.#proven.get(`charts/medusa/${chartOf(tip.text)}`) ?? -1;
    expect(proven).toBeGreaterThanOrEqual(tip.touched);
  }
}

function chartOf(content: string | undefined): string | undefined {
  return /chartVersion: ([\d.]+)/.exec(content ?? "")?.[1];
}

const back = fc.constantFrom(0, 0, 0, 0, 1, 2, 5);
const tagline = fc.nat({ max: 2 });
const ours = fc.boolean();
const command = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant("change" as const), tagline, ours }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("upgrade" as const),
      version: fc.constantFrom("1.0.0", "1.1.0"),
      tagline,
      ours,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("revert" as const), back, ours }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("remove" as const, "elsewhere" as const) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("template" as const), back }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("compare" as const),
      back,
      health: fc.constantFrom("Healthy", "Healthy", "Healthy", "Progressing", "Degraded"),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("apply" as const),
      back,
      phase: fc.constantFrom("Succeeded", "Succeeded", "Succeeded", "Running", "Failed"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("gone" as const, "lose" as const) }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant("deliver" as const), which: fc.nat({ max: 20 }), again: ours }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant("relist" as const) }) },
);
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

test("whatever happens in whatever order, Ready is never shown for an older revision than the last commit", async () => {
  let ready = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 10, maxLength: 60 }), async (commands) => {
      const world = new World();
      try {
        for (const next of commands) await world.step(next);
        ready += world.ready;
      } finally {
        world.view.close();
      }
    }),
    { numRuns: 600 },
  );
  // A view that is never Ready would keep the promise too.
  expect(ready).toBeGreaterThan(50);
}, 120_000);
