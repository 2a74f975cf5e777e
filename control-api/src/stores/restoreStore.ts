import { preconditionFor, requestOf, requireValid } from "./changeRequest.ts";
import { StoreNotFoundError } from "./errors.ts";
import { requireGone, revivedWith } from "./restoreBackup.ts";
import { storePath } from "./storePath.ts";
import type { ChangeOutcome, Requester, RevivedData, SeenVersions } from "./storesApplication.ts";
import type { StoresContext } from "./storesContext.ts";
import { submitChange } from "./submitChange.ts";

/**
 * Commits a store's file as it was at an earlier commit, whatever happened to it since. A file that was removed meanwhile
 * comes back.
 * @throws StoreNotFoundError (it wasn't there at that commit), UnknownCommitError, NothingToCommitError, InvalidChangeError,
 *   and the errors of `StoresRepository.commit`.
 */
export async function restoreStore(
  context: StoresContext,
  name: string,
  commitId: string,
  reason: string | undefined,
  seen: SeenVersions,
  by: Requester,
  data: RevivedData | undefined,
): Promise<ChangeOutcome> {
  const { repository, view } = context;
  const path = storePath(name);
  const original = await repository.readFileAt(commitId, path);
  if (original === undefined)
    throw new StoreNotFoundError(`${path} wasn't there at commit ${commitId}: choose one of the store's history.`);
  const current = view.files.get(name)?.file;
  if (data) requireGone(context, name);
  const text = data ? (await revivedWith(context, name, original, data))(original) : original;
  await requireValid(repository, { path, after: text, ...(current && { before: current.text }) });
  const submitted = await submitChange(context, by, {
    ...requestOf(by),
    operation: "revert",
    subject: `restore store ${name} as of ${commitId.slice(0, 8)}`,
    body: `This takes ${path} back to commit ${commitId}.`,
    ...(reason !== undefined && { reason }),
    edits: [
      {
        path,
        precondition: current || seen ? preconditionFor(seen, current?.blobId) : { kind: "absent" },
        apply: () => text,
      },
    ],
  });
  const store = view.detail(name);
  return { ...submitted, ...(store && { store }) };
}
