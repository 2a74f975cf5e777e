import { InvalidChangeError, StoreNotFoundError } from "./errors.ts";
import type { ChangeOutcome, Requester, SeenVersions, UpdateRequest } from "./storesApplication.ts";
import type { StoresContext } from "./storesContext.ts";
import { updateStore } from "./updateStore.ts";

/**
 * Commits another release of the engine's chart, or other values such as images, for one store.
 * @throws StoreNotFoundError, InvalidChangeError, and the errors of `StoresRepository.commit`.
 */
export async function upgradeStore(
  context: StoresContext,
  name: string,
  request: UpdateRequest,
  seen: SeenVersions,
  by: Requester,
): Promise<ChangeOutcome> {
  if (request.chartVersion !== undefined || request.values) return updateStore(context, name, request, seen, by);
  const engine = context.view.files.get(name)?.values?.store.engine;
  if (engine === undefined) throw new StoreNotFoundError(`There is no store ${name} that can be read: check its file.`);
  const chartVersion = await context.catalogue.latest(engine);
  if (chartVersion === undefined)
    throw new InvalidChangeError(`No chart of ${engine} is released: release one under charts/${engine}.`, [
      { pointer: "/chartVersion", detail: "names no release" },
    ]);
  return updateStore(context, name, { ...request, chartVersion }, seen, by);
}
