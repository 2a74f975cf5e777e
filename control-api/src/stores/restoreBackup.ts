import type { Backup } from "../backups/backup.ts";
import { requireBackedUp, requireRunning, toSeconds } from "./backUpStore.ts";
import { editValuesFile } from "./editValuesFile.ts";
import { InvalidChangeError } from "./errors.ts";
import { isJsonObject, type JsonObject } from "./mergePatch.ts";
import type { Viewer } from "./storeBackups.ts";
import type { StoreSettings } from "./storeSettings.ts";
import type { ChangeOutcome, Requester, RestoreWish, RevivedData, SeenVersions } from "./storesApplication.ts";
import type { StoresContext } from "./storesContext.ts";
import { updateStore } from "./updateStore.ts";
import { readValuesFile } from "./valuesFile.ts";

/** How long the list of backups may take when a change waits for it, in ms. */
const listWithin = 25_000;

/**
 * Commits the wish that the store's data be as they were in one of its backups.
 * @throws StoreNotFoundError, BackupsOffError, BackupNotFoundError, BackupsUnavailableError, InvalidChangeError, and the
 *   errors of `StoresRepository.commit`
 */
export async function restoreBackup(
  context: StoresContext,
  name: string,
  wish: { readonly snapshot: string; readonly reason?: string | undefined },
  viewer: Viewer,
  seen: SeenVersions,
  by: Requester,
): Promise<ChangeOutcome> {
  const settings = await requireBackedUp(context, name);
  requireRunning(settings, "restore a backup");
  const backup = await findBackup(context, name, wish.snapshot, viewer);
  requireSameEngine(backup, settings, "/snapshot");
  const values = { restore: { ...restoreOf(backup), store: null } };
  const subject = `restore store ${name} from the backup of ${inMinutes(backup.time)}`;
  return updateStore(context, name, { values, reason: wish.reason }, seen, by, subject);
}

/** The backup that a new store begins with. @throws as `restoreBackup` */
export async function restoreForClone(
  context: StoresContext,
  name: string,
  settings: Pick<StoreSettings, "engine" | "chartVersion"> & { readonly cluster?: string | undefined },
  { store, snapshot, viewer }: RestoreWish,
): Promise<JsonObject> {
  const { backups } = context;
  await backups.require(settings);
  const backup = await findBackup(context, store, snapshot, viewer);
  requireSameEngine(backup, settings, "/engine");
  const cluster = await backups.clusterOf(store);
  if ((settings.cluster ?? "in-cluster") !== cluster)
    throw new InvalidChangeError(`The backups of ${store} are on the cluster ${cluster}: create the store there.`, [
      { pointer: "/cluster", detail: `must be ${cluster}` },
    ]);
  return { ...restoreOf(backup), ...(store !== name && { store }) };
}

/**
 * An edit of the text of a store that comes back after its deletion: with the data of a backup, or with none whatever the text says.
 * What the text asked to be backed up long ago isn't asked again.
 * @throws as `restoreBackup`
 */
export async function revivedWith(
  context: StoresContext,
  name: string,
  text: string,
  { snapshot, viewer }: RevivedData,
): Promise<(text: string) => string> {
  const { file } = readValuesFile(text);
  if (!file) throw new InvalidChangeError("The file that comes back can't be read: leave restore out.", []);
  const forgotten = isJsonObject(file.values.backups) && "request" in file.values.backups;
  const patch: JsonObject = { ...(forgotten && { backups: { request: null } }) };
  if (snapshot === "none") return (before) => editValuesFile(before, { ...patch, restore: null });
  await context.backups.require(file.store);
  const backup = await findBackup(context, name, snapshot, viewer);
  requireSameEngine(backup, file.store, "/restore");
  return (before) => editValuesFile(before, { ...patch, restore: { ...restoreOf(backup), store: null } });
}

/** What runs has data of its own, which is replaced only by who asks for just that. @throws InvalidChangeError */
export function requireGone({ view, argo }: StoresContext, name: string): void {
  const application = argo.application(name);
  // Its file is gone, but its data isn't: it waits out its grace, or for an administrator.
  const runs = application !== undefined && application.deletingSince === undefined;
  if (view.files.has(name) || runs)
    throw new InvalidChangeError(
      "restore is for a store that comes back after its deletion: POST …/restore with a snapshot replaces the data of one that is there.",
      [{ pointer: "/restore", detail: "is for a store that comes back" }],
    );
}

function findBackup({ backups }: StoresContext, name: string, snapshot: string, viewer: Viewer): Promise<Backup> {
  return backups.find(name, snapshot, viewer, AbortSignal.timeout(listWithin));
}

/** The instant makes it another wish, so the same backup can be restored once more. */
function restoreOf({ id }: Backup): JsonObject {
  return { snapshot: id, at: toSeconds(new Date()) };
}

function requireSameEngine({ engine }: Backup, wanted: Pick<StoreSettings, "engine">, pointer: string): void {
  if (engine !== wanted.engine)
    throw new InvalidChangeError(`This backup is of a ${engine} store, so only such a store can be made of it.`, [
      { pointer, detail: `must be of ${engine}` },
    ]);
}

function inMinutes(time: string): string {
  return `${time.slice(0, 10)} ${time.slice(11, 16)} UTC`;
}
