import {
  type KubeConfig,
  type KubernetesListObject,
  type KubernetesObject,
  makeInformer,
} from "@kubernetes/client-node";

const retryMs = 1000;

export interface WatchedObjects<T> {
  /** All that exist, as far as is known. */
  list(): readonly T[];
  /** Whether the first list has been read. */
  isSynced(): boolean;
  stop(): void;
}

/**
 * Keeps a copy of all objects of a kind, for as long as it takes: a lost connection is taken up again every second.
 * @param onChange is called after each change, and once when the first list has been read
 * @param onError is told of lost connections
 */
export function watchObjects<T extends KubernetesObject>(
  config: KubeConfig,
  path: string,
  list: () => Promise<KubernetesListObject<T>>,
  onChange: () => void,
  onError: (error: unknown) => void,
): WatchedObjects<T> {
  let stopped = false;
  let synced = false;
  const listAndNote = async (): Promise<KubernetesListObject<T>> => {
    const objects = await list();
    synced = true;
    return objects;
  };
  const informer = makeInformer(config, path, listAndNote);
  const start = (): void => {
    if (!stopped) informer.start().then(onChange, lost);
  };
  const lost = (error: unknown): void => {
    if (stopped) return;
    onError(error);
    setTimeout(start, retryMs);
  };
  informer.on("change", onChange);
  informer.on("delete", onChange);
  informer.on("error", lost);
  start();
  return {
    list: () => informer.list(),
    isSynced: () => synced,
    stop: () => {
      stopped = true;
      void informer.stop();
    },
  };
}

/** Runs `work` soon after it is asked to, never twice at a time, and again when it was asked meanwhile or failed. */
export function coalesce(work: () => Promise<void>, delayMs: number, onError: (error: unknown) => void): () => void {
  let state: "idle" | "waiting" | "running" | "running, asked again" = "idle";
  const ask = (): void => {
    if (state === "idle") {
      state = "waiting";
      setTimeout(run, delayMs);
    } else if (state === "running") state = "running, asked again";
  };
  const run = async (): Promise<void> => {
    state = "running";
    await work().catch((error: unknown) => {
      onError(error);
      setTimeout(ask, retryMs);
    });
    const asked = isAskedAgain();
    state = "idle";
    if (asked) ask();
  };
  const isAskedAgain = (): boolean => state === "running, asked again";
  return ask;
}
