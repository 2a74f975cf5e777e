import { setTimeout as sleep } from "node:timers/promises";
import type { Application } from "../argo/application.ts";
import { setCovering } from "../argo/applicationSet.ts";
import type { ArgoCd } from "../argo/argoCd.ts";
import { StoreNotFoundError, SyncBusyError } from "./errors.ts";
import { isMigrating } from "./rollout.ts";
import type { SyncOutcome } from "./storesApplication.ts";
import type { StoresContext } from "./storesContext.ts";

/** After this long an operation counts as hanging, in ms; one that waits for its next try does at once. */
const patience = 60_000;
/** How long Argo CD may take to let an ended operation go, in ms. */
const endsWithin = 15_000;
const asksWithin = 25_000;

/**
 * Starts a sync of the store's newest commit: also after one that failed, which Argo CD doesn't try again at the same
 * commit. An operation that hangs is ended first, but never a migration.
 * @throws StoreNotFoundError, SyncBusyError, ClusterUnavailableError
 */
export async function syncStore(
  { argo, view }: Pick<StoresContext, "argo" | "view">,
  name: string,
  by: string,
  caller?: AbortSignal,
): Promise<SyncOutcome> {
  const file = view.files.get(name);
  if (!file) throw new StoreNotFoundError(`There is no store ${name} in Git: check the name.`);
  const signal = AbortSignal.any([AbortSignal.timeout(asksWithin), ...(caller ? [caller] : [])]);
  const application = argo.application(name);
  if (!application) {
    const set = setCovering(file.file.path, argo.applicationSets());
    if (set) await argo.refreshSet(set.name, signal);
    return { state: "requested", terminated: false, detail: "Argo CD was asked to make the store's Application." };
  }
  await argo.refreshApplication(application.name, signal);
  const busy = isBusy(application);
  if (busy && !isHanging(application))
    return { state: "running", terminated: false, detail: "A sync runs already: watch the store's status." };
  if (busy && isMigrating(application, argo, name))
    return { state: "running", terminated: false, detail: "A migration runs and isn't cut off: wait until it ends." };
  const terminated = busy && (await argo.terminateOperation(application, signal));
  if (busy) await untilFree(argo, application, signal);
  const started = await argo.startSync(argo.application(name) ?? application, by, signal);
  return started
    ? { state: "started", terminated, detail: "Argo CD compares the store with Git and applies its newest commit." }
    : { state: "running", terminated, detail: "Another sync was quicker: watch the store's status." };
}

function isBusy({ operationPending, operation }: Application): boolean {
  return operationPending || operation?.phase === "Running" || operation?.phase === "Terminating";
}

function isHanging({ operation }: Application): boolean {
  if (operation === undefined) return false;
  const started = Date.parse(operation.startedAt);
  return operation.phase === "Terminating" || operation.retries > 0 || Date.now() - started > patience;
}

async function untilFree(argo: ArgoCd, { storeName, uid }: Application, signal: AbortSignal): Promise<void> {
  for (const deadline = Date.now() + endsWithin; Date.now() < deadline; ) {
    const application = argo.application(storeName);
    if (!application || application.uid !== uid || !isBusy(application)) return;
    await sleep(100, undefined, { signal });
  }
  throw new SyncBusyError("Argo CD hasn't ended the operation that hung: try again in a moment.");
}
