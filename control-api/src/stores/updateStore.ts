import { preconditionFor, refuseReservedKeys, requestOf, requireValid } from "./changeRequest.ts";
import { editValuesFile } from "./editValuesFile.ts";
import { InvalidChangeError, StoreNotFoundError } from "./errors.ts";
import type { JsonObject } from "./mergePatch.ts";
import { withSchemaVersion } from "./schemaLine.ts";
import type { StoreFile } from "./storeFiles.ts";
import type { ChangeOutcome, Requester, SeenVersions, UpdateRequest } from "./storesApplication.ts";
import type { StoresContext } from "./storesContext.ts";
import { submitChange } from "./submitChange.ts";
import { ValuesFileError } from "./valuesFileError.ts";

/**
 * Commits an edit of the values file; comments and key order stay.
 * @throws StoreNotFoundError, InvalidChangeError, and the errors of `StoresRepository.commit`.
 */
export async function updateStore(
  context: StoresContext,
  name: string,
  request: UpdateRequest,
  seen: SeenVersions,
  by: Requester,
  subject = subjectOf(name, request),
): Promise<ChangeOutcome> {
  const { repository, view } = context;
  const current = view.files.get(name);
  if (!current) throw new StoreNotFoundError(`There is no store ${name}: check the name.`);
  const apply = editOf(current, request);
  const { path, text, blobId } = current.file;
  await requireValid(repository, { path, before: text, after: apply(text) });
  const submitted = await submitChange(context, by, {
    ...requestOf(by),
    operation: "update",
    subject,
    ...(request.reason !== undefined && { reason: request.reason }),
    edits: [{ path, precondition: preconditionFor(seen, blobId), apply }],
  });
  const store = view.detail(name);
  return { ...submitted, ...(store && { store }) };
}

/** The edit that a request asks for, of any text the file may have by then. @throws InvalidChangeError */
export function editOf(
  current: StoreFile,
  { values, displayName, suspended, chartVersion }: UpdateRequest,
): (text: string | undefined) => string {
  if (values) refuseReservedKeys(values);
  const settings: JsonObject = {
    ...(displayName !== undefined && { displayName }),
    ...(suspended !== undefined && { suspended }),
    ...(chartVersion !== undefined && { chartVersion }),
  };
  const patch: JsonObject = {
    ...(Object.keys(settings).length > 0 && { store: settings }),
    ...(values === null ? withoutAll(current.values?.values ?? {}) : values),
  };
  return (text = "") => {
    const after = edited(text, patch);
    return chartVersion === undefined ? after : withSchemaVersion(after, chartVersion);
  };
}

function withoutAll(values: JsonObject): JsonObject {
  return Object.fromEntries(Object.keys(values).map((key) => [key, null]));
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
  if (chartVersion !== undefined) return `upgrade store ${name} to ${chartVersion}`;
  const keys = [
    ...(displayName === undefined ? [] : ["displayName"]),
    ...(values === null ? ["all values"] : Object.keys(values ?? {})),
  ];
  return `update store ${name}${keys.length > 0 ? ` (${keys.slice(0, 5).join(", ")})` : ""}`;
}
