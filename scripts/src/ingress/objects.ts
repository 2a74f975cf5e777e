import { setTimeout as sleep } from "node:timers/promises";
import {
  type KubeConfig,
  type KubernetesListObject,
  type KubernetesObject,
  makeInformer,
} from "@kubernetes/client-node";

/**
 * Keeps the objects of one kind by `namespace/name` and calls `changed` after each change. Starts the watch again, once a second, for
 * as long as the API server is away.
 */
export function keepObjects<T extends KubernetesObject>(
  config: KubeConfig,
  path: string,
  list: () => Promise<KubernetesListObject<T>>,
  changed: () => void,
): ReadonlyMap<string, T> {
  const objects = new Map<string, T>();
  const key = (object: T): string => `${object.metadata?.namespace}/${object.metadata?.name}`;
  const informer = makeInformer(config, path, list);
  const keep = (object: T): void => {
    objects.set(key(object), object);
    changed();
  };
  const start = async (): Promise<void> => {
    for (;;) {
      try {
        return await informer.start();
      } catch (error) {
        console.error("watch can't start, trying again", { path, error: String(error) });
        await sleep(1000);
      }
    }
  };
  informer.on("add", keep);
  informer.on("update", keep);
  informer.on("delete", (object) => {
    objects.delete(key(object));
    changed();
  });
  informer.on("error", (error: unknown) => {
    console.error("watch ended, starting it again", { path, error: String(error) });
    void sleep(1000).then(start);
  });
  void start();
  return objects;
}
