import { backupRequest } from "./backUpStore.ts";
import { InvalidChangeError, StoreNotFoundError } from "./errors.ts";
import { isJsonObject, type JsonObject } from "./mergePatch.ts";
import type { StoreFile } from "./storeFiles.ts";
import type {
  ChangeOutcome,
  Requester,
  SeenVersions,
  UpdateRequest,
  UpgradeStoreRequest,
} from "./storesApplication.ts";
import type { StoresContext } from "./storesContext.ts";
import { editOf, updateStore } from "./updateStore.ts";

/**
 * Commits another release of the engine's chart, or other values such as images, for one store, with the wish for a backup before.
 * @throws StoreNotFoundError, InvalidChangeError, BackupsOffError, and the errors of `StoresRepository.commit`.
 */
export async function upgradeStore(
  context: StoresContext,
  name: string,
  { backup, ...asked }: UpgradeStoreRequest,
  seen: SeenVersions,
  by: Requester,
): Promise<ChangeOutcome> {
  const current = context.view.files.get(name);
  const request = { ...asked, ...(await versionFor(context, name, current, asked)) };
  const backedUp = current && backup !== false ? await withBackup(context, current, request, backup === true) : request;
  return updateStore(context, name, backedUp, seen, by);
}

/** The newest release where neither a version nor values are given. */
async function versionFor(
  { catalogue }: StoresContext,
  name: string,
  current: StoreFile | undefined,
  { chartVersion, values }: UpdateRequest,
): Promise<Pick<UpdateRequest, "chartVersion">> {
  if (chartVersion !== undefined || values) return { chartVersion };
  const engine = current?.values?.store.engine;
  if (engine === undefined) throw new StoreNotFoundError(`There is no store ${name} that can be read: check its file.`);
  const newest = await catalogue.latest(engine);
  if (newest === undefined)
    throw new InvalidChangeError(`No chart of ${engine} is released: release one under charts/${engine}.`, [
      { pointer: "/chartVersion", detail: "names no release" },
    ]);
  return { chartVersion: newest };
}

/**
 * The request with the wish for a backup before it is rolled out. Where nothing would change, nothing runs, or the release can't make
 * any, there is none, unless a backup was `insisted` on. What a release doesn't know of backups is left behind.
 * @throws BackupsOffError
 */
export async function withBackup(
  { backups }: Pick<StoresContext, "backups">,
  current: StoreFile,
  request: UpdateRequest,
  insisted = false,
): Promise<UpdateRequest> {
  const { file, values: read } = current;
  if (!read || read.store.suspended || editOf(current, request)(file.text) === file.text) return request;
  const chart = { engine: read.store.engine, chartVersion: request.chartVersion ?? read.store.chartVersion };
  if (insisted) await backups.require(chart);
  else if (!(await backups.areKnownTo(chart))) return { ...request, ...leftBehind(read.values, request) };
  else if (!(await backups.makes(chart))) return request;
  const asked = request.values?.backups;
  const wish = { request: { ...backupRequest("before-upgrade"), chartVersion: read.store.chartVersion } };
  return { ...request, values: { ...request.values, backups: isJsonObject(asked) ? { ...asked, ...wish } : wish } };
}

/** Wishes that were carried out long ago; how backups are made is for whoever set it to take back. */
function leftBehind({ backups, restore }: JsonObject, { values }: UpdateRequest): Pick<UpdateRequest, "values"> {
  const onlyAsked = isJsonObject(backups) && Object.keys(backups).every((key) => key === "request");
  const gone = { ...(onlyAsked && { backups: null }), ...(restore !== undefined && { restore: null }) };
  return Object.keys(gone).length === 0 ? {} : { values: { ...values, ...gone } };
}
