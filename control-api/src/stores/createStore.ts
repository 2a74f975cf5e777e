import { UnknownClusterError } from "../argo/clusterSecret.ts";
import { refuseReservedKeys, requestOf, requireValid } from "./changeRequest.ts";
import { InvalidChangeError, NameTakenError } from "./errors.ts";
import { newValuesFile } from "./newValuesFile.ts";
import { restoreForClone } from "./restoreBackup.ts";
import { storePath } from "./storePath.ts";
import type { ChangeOutcome, CreateRequest, Requester } from "./storesApplication.ts";
import type { StoresContext } from "./storesContext.ts";
import { submitChange } from "./submitChange.ts";

/**
 * Commits the values file of a new store, owned by whoever asks.
 * @throws InvalidChangeError, NameTakenError, BackupsOffError, BackupNotFoundError, and the errors of `StoresRepository.commit`.
 */
export async function createStore(
  context: StoresContext,
  request: CreateRequest,
  by: Requester,
): Promise<ChangeOutcome> {
  const { repository, catalogue, argo, view, checkCluster } = context;
  const { name, engine, values, displayName, cluster, reason } = request;
  refuseReservedKeys(values);
  const chartVersion = request.chartVersion ?? (await catalogue.latest(engine));
  if (chartVersion === undefined)
    throw new InvalidChangeError(`There is no engine ${engine}: GET /api/engines lists those there are.`, [
      { pointer: "/engine", detail: "is none of the released engines" },
    ]);
  await requireCluster(request.cluster, checkCluster);
  const path = storePath(name);
  const settings = {
    engine,
    chartVersion,
    owner: by.id,
    ...(displayName !== undefined && { displayName }),
    ...(cluster !== undefined && { cluster }),
  };
  const restored = request.restore && (await restoreForClone(context, name, settings, request.restore));
  const text = newValuesFile(settings, { ...values, ...(restored && { restore: restored }) });
  await requireValid(repository, { path, after: text });
  // The new file would adopt what still runs, with its data.
  if (!view.files.has(name) && argo.application(name))
    throw new NameTakenError(`A store ${name} is still being removed: take another name, or wait until it is gone.`);
  const asked = requestOf(by);
  const rival = view.pendingOf(name).find(({ requestId }) => requestId !== asked.requestId);
  if (rival && !view.files.has(name))
    throw new NameTakenError(
      `Pull request #${rival.number} proposes a store ${name} already: merge or close it (${rival.url}), or take another name.`,
    );
  const submitted = await submitChange(context, by, {
    ...asked,
    operation: "create",
    subject: `create store ${name} (${engine} ${chartVersion})`,
    ...(reason !== undefined && { reason }),
    edits: [{ path, precondition: { kind: "absent" }, apply: () => text }],
  });
  const store = view.detail(name);
  return { ...submitted, ...(store && { store }) };
}

/** A cluster that nobody knows would only show later, as a store that can't be deployed. */
async function requireCluster(name: string | undefined, check: StoresContext["checkCluster"]): Promise<void> {
  if (name === undefined || !check) return;
  await check(name).catch((error: unknown) => {
    // Where just now nobody can tell, Argo CD will.
    if (!(error instanceof UnknownClusterError)) return;
    throw new InvalidChangeError(error.message, [{ pointer: "/cluster", detail: "is no cluster that Argo CD knows" }]);
  });
}
