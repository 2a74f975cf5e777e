import type { Application } from "../argo/application.ts";
import type { PendingDeletion, Store } from "./store.ts";
import type { StoreFile } from "./storeFiles.ts";
import { readValuesFile } from "./valuesFile.ts";

/** A store whose file is gone but whose Application isn't: what the deletion guard knows of it. */
export interface Leaving {
  readonly deletion: PendingDeletion;
  /** Text of the file before it was removed. */
  readonly lastText?: string;
}

export interface StoreSources {
  readonly file: StoreFile | undefined;
  readonly application: Application | undefined;
  readonly leaving: Leaving | undefined;
  /** The store as it was last shown. */
  readonly before: Store | undefined;
}

type Facts = Pick<Store, "displayName" | "engine" | "chartVersion" | "owner" | "cluster" | "suspended">;

/** What a store is, from the best source there is: its file, its last file, what was shown before, its Application's labels. */
export function storeFacts(name: string, { file, application, leaving, before }: StoreSources): Facts {
  const last = leaving?.lastText;
  const settings = file?.values?.store ?? (last === undefined ? undefined : readValuesFile(last).file?.store);
  const label = (key: string) => application?.labels[`storeplane.dev/${key}`];
  return {
    displayName: (settings ? settings.displayName : before?.displayName) || name,
    engine: settings?.engine ?? before?.engine ?? label("engine") ?? "",
    chartVersion: settings?.chartVersion ?? before?.chartVersion ?? label("chart-version") ?? "",
    owner: settings?.owner ?? before?.owner ?? label("owner") ?? "",
    cluster: settings?.cluster ?? before?.cluster ?? application?.destination.cluster ?? "in-cluster",
    suspended: settings?.suspended ?? before?.suspended ?? false,
  };
}
