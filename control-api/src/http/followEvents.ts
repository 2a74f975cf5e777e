import type { StoreEvent } from "../argo/storeEvent.ts";
import { compareVersions } from "../argo/watchReducer.ts";
import { eventText, type Following } from "./followStreams.ts";
import { presentEvent } from "./presenters.ts";

/** Events in the order in which they happened, those there are first; after a reconnect only what is newer than `lastId`. */
export async function followEvents(
  follow: (onEvents: (events: readonly StoreEvent[]) => void) => { close(): Promise<void> },
  lastId: string | undefined,
  { signal, write }: Following,
): Promise<void> {
  const since = lastId !== undefined && /^\d+$/.test(lastId) ? lastId : undefined;
  let writing: Promise<void> = Promise.resolve();
  const watch = follow((events) => {
    const news = events
      .filter(({ resourceVersion }) => since === undefined || compareVersions(resourceVersion, since) > 0)
      .toSorted((a, b) => compareVersions(a.resourceVersion, b.resourceVersion));
    const text = news
      .map((event) => eventText("event", JSON.stringify(presentEvent(event)), event.resourceVersion))
      .join("");
    if (text !== "") writing = writing.then(() => write(text));
  });
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
  await watch.close();
  await writing;
}
