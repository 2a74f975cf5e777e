import { refuseReservedKeys, requestOf, requireValid } from "./changeRequest.ts";
import { editValuesFile } from "./editValuesFile.ts";
import { InvalidChangeError, StoreNotFoundError } from "./errors.ts";
import type { JsonObject } from "./mergePatch.ts";
import type { ChangeOutcome, Requester, UpdateRequest } from "./storesApplication.ts";
import type { StoresContext } from "./storesContext.ts";
import { ValuesFileError } from "./valuesFile.ts";

/**
 * Commits an edit of the values file; comments and key order stay.
 * @throws StoreNotFoundError, InvalidChangeError, and the errors of `StoresRepository.commit`.
 */
export async function updateStore(
  { repository, view }: StoresContext,
  name: string,
  request: UpdateRequest,
  blobId: string | undefined,
  by: Requester,
): Promise<ChangeOutcome> {
  const { values = {}, displayName, suspended, chartVersion, reason } = request;
  refuseReservedKeys(values);
  const current = view.files.get(name);
  if (!current) throw new StoreNotFoundError(`There is no store ${name}: check the name.`);
  const settings: JsonObject = {
    ...(displayName !== undefined && { displayName }),
    ...(suspended !== undefined && { suspended }),
    ...(chartVersion !== undefined && { chartVersion }),
  };
  const patch: JsonObject = { ...(Object.keys(settings).length > 0 && { store: settings }), ...values };
  const apply = (text: string | undefined) => edited(text ?? "", patch);
  const { path, text } = current.file;
  await requireValid(repository, { path, before: text, after: apply(text) });
  const { commit } = await repository.commit({
    ...requestOf(by),
    operation: "update",
    subject: subjectOf(name, request),
    ...(reason !== undefined && { reason }),
    edits: [{ path, precondition: blobId === undefined ? { kind: "present" } : { kind: "blob", blobId }, apply }],
  });
  const store = view.detail(name);
  return { commit, ...(store && { store }) };
}

function edited(text: string, patch: JsonObject): string {
  try {
    return editValuesFile(text, patch);
  } catch (cause) {
    if (!(cause instanceof ValuesFileError)) throw cause;
    throw new InvalidChangeError("The values file can't be read as it is: revert the commit that broke it first.", [
      { pointer: "", detail: cause.message },
    ]);
  }
}

function subjectOf(name: string, { suspended, chartVersion, displayName, values }: UpdateRequest): string {
  if (suspended !== undefined) return `${suspended ? "suspend" : "resume"} store ${name}`;
  if (chartVersion !== undefined) return `move store ${name} to chart version ${chartVersion}`;
  const keys = [...(displayName === undefined ? [] : ["displayName"]), ...Object.keys(values ?? {})];
  return `update store ${name}${keys.length > 0 ? ` (${keys.slice(0, 5).join(", ")})` : ""}`;
}
