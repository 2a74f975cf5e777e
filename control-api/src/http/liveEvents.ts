/** What goes over the event stream: changes of stores as they come, the platform's state when it differs. */
import { isDeepStrictEqual } from "node:util";
import type { StoresApplication } from "../stores/storesApplication.ts";
import type { StoresView } from "../stores/storesView.ts";
import type { StreamEvent, Viewer } from "./eventStream.ts";
import { presentBlocked, presentPlatform, presentStore } from "./presenters.ts";
import type { PlatformReport } from "./services.ts";

/** How often the platform's state is looked at, in ms. */
const pace = 1_000;

export interface LiveEvents {
  /** Events that a new viewer gets first. */
  greeting(viewer: Viewer): Promise<readonly StreamEvent[]>;
  /** Begins to publish; returns what ends it. */
  start(publish: (event: StreamEvent) => void): () => void;
}

export function liveEvents(options: {
  readonly view: StoresView;
  readonly stores: StoresApplication;
  readonly describe: () => Promise<PlatformReport>;
}): LiveEvents {
  const { view, stores, describe } = options;
  const blockedFor = ({ user, scope }: Viewer) =>
    stores.blocked(scope === "own" ? user.id : undefined).map(presentBlocked);
  return {
    async greeting(viewer) {
      const report = await describe();
      return [
        { type: "platform", data: presentPlatform(report, viewer.user) },
        { type: "blocked", data: blockedFor(viewer) },
      ];
    },
    start(publish) {
      const owners = new Map([...view.stores.values()].map(({ name, owner }) => [name, owner]));
      const stop = view.onChange(({ changed, removed, blockedChanged }) => {
        for (const store of changed) {
          const { name, owner } = store;
          const before = owners.get(name);
          owners.set(name, owner);
          // Whoever had it sees it go; to those who see all it goes and is there again at once.
          if (before !== undefined && before !== owner)
            publish({ type: "store-removed", data: { name }, owner: before });
          publish({ type: "store", data: presentStore(store), owner });
        }
        for (const { name, owner } of removed) {
          owners.delete(name);
          publish({ type: "store-removed", data: { name }, owner });
        }
        if (blockedChanged) publish({ type: "blocked", dataFor: blockedFor });
      });
      let last: unknown;
      const look = async () => {
        const report = await describe();
        const telling = withoutTimes(report);
        if (isDeepStrictEqual(telling, last)) return;
        last = telling;
        publish({ type: "platform", dataFor: ({ user }) => presentPlatform(report, user) });
      };
      const timer = setInterval(() => void look().catch(() => undefined), pace);
      return () => {
        clearInterval(timer);
        stop();
      };
    },
  };
}

/** When something was last seen isn't news. */
function withoutTimes({ git, argocd, ...rest }: PlatformReport): object {
  return {
    ...rest,
    git: { connected: git.connected, revision: git.revision },
    argocd: { connected: argocd.connected },
  };
}
