import { InvalidChangeError, StoreNotFoundError } from "./errors.ts";
import type { JsonObject } from "./mergePatch.ts";
import type { StoreFile } from "./storeFiles.ts";
import type { StoreSettings } from "./storeSettings.ts";
import type { ChangeOutcome, Requester, SeenVersions } from "./storesApplication.ts";
import type { StoresContext } from "./storesContext.ts";
import { updateStore } from "./updateStore.ts";

/**
 * Commits the wish for a backup, which the store's chart makes before whatever else is to be rolled out.
 * @throws StoreNotFoundError, BackupsOffError, InvalidChangeError, and the errors of `StoresRepository.commit`
 */
export async function backUpStore(
  context: StoresContext,
  name: string,
  reason: string | undefined,
  seen: SeenVersions,
  by: Requester,
): Promise<ChangeOutcome> {
  requireRunning(await requireBackedUp(context, name), "back it up");
  // The version is what an upgrade before said.
  const values = { backups: { request: { ...backupRequest("requested"), chartVersion: null } } };
  return updateStore(context, name, { values, reason }, seen, by, `back up store ${name}`);
}

/** What asks the chart for one backup: each instant is another wish. */
export function backupRequest(reason: "requested" | "before-upgrade", at = new Date()): JsonObject {
  return { at: toSeconds(at), reason };
}

/** A time of the day is enough to tell two wishes apart, and easier to read in a diff. */
export function toSeconds(at: Date): string {
  return at.toISOString().replace(/\.\d+Z$/, "Z");
}

/** @throws StoreNotFoundError, BackupsOffError */
export async function requireBackedUp({ view, backups }: StoresContext, name: string): Promise<StoreSettings> {
  const settings = readable(view.files.get(name), name);
  await backups.require(settings);
  return settings;
}

function readable(file: StoreFile | undefined, name: string): StoreSettings {
  if (!file?.values) throw new StoreNotFoundError(`There is no store ${name} that can be read: check its file.`);
  return file.values.store;
}

/** Without its database nothing can be read or loaded. @throws InvalidChangeError */
export function requireRunning({ suspended }: StoreSettings, purpose: string): void {
  if (suspended)
    throw new InvalidChangeError(
      `The store is suspended, so its database doesn't run: resume it first to ${purpose}.`,
      [{ pointer: "/suspended", detail: "is true" }],
    );
}
