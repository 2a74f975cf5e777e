import type { Change } from "../git/storesRepository.ts";
import { preconditionFor, requestOf } from "./changeRequest.ts";
import { InvalidChangeError } from "./errors.ts";
import { storePath } from "./storePath.ts";
import type { ChangeOutcome, Requester, SeenVersions } from "./storesApplication.ts";
import type { StoresContext } from "./storesContext.ts";
import { submitChange } from "./submitChange.ts";

/** Commits the removal of the values file; the deletion guard then removes the store from the cluster. */
export async function deleteStore(
  context: StoresContext,
  name: string,
  { reason, withoutBackup }: { readonly reason?: string | undefined; readonly withoutBackup: boolean },
  seen: SeenVersions,
  by: Requester,
): Promise<ChangeOutcome> {
  // It is deleted already, and only its backup keeps it.
  if (withoutBackup && !context.view.files.has(name) && context.view.stores.has(name))
    return confirmDeletions(context, [name], reason, by, { backup: "skip" });
  const submitted = await submitChange(context, by, {
    ...requestOf(by),
    operation: "delete",
    subject: `delete store ${name}${withoutBackup ? " without a backup" : ""}`,
    ...(withoutBackup && { backup: "skip" as const }),
    ...(reason !== undefined && { reason }),
    edits: [
      {
        path: storePath(name),
        precondition: preconditionFor(seen, context.view.files.get(name)?.file.blobId),
        apply: () => undefined,
      },
    ],
  });
  const store = context.view.detail(name);
  return { ...submitted, ...(store && { store }) };
}

/** Commits an administrator's word, an empty commit, that these stores' data may go. */
export async function confirmDeletions(
  context: StoresContext,
  names: readonly string[],
  reason: string | undefined,
  by: Requester,
  more: Pick<Change, "backup"> = {},
): Promise<ChangeOutcome> {
  const problems = names.flatMap((name, index) =>
    context.view.stores.has(name) && !context.view.files.has(name)
      ? []
      : [{ pointer: `/names/${index}`, detail: "is no store whose file is gone" }],
  );
  if (problems.length > 0)
    throw new InvalidChangeError("Only stores that wait for deletion can be confirmed.", problems);
  const submitted = await submitChange(context, by, {
    ...requestOf(by),
    operation: "confirm-deletions",
    ...more,
    subject: `confirm the deletion of ${names.length === 1 ? `store ${names[0]}` : `${names.length} stores`}${more.backup ? " without a backup" : ""}`,
    body: confirmationBody(names),
    ...(reason !== undefined && { reason }),
    edits: [],
  });
  return submitted;
}

export function confirmationBody(names: readonly string[]): string {
  return names.map((name) => `- ${name}`).join("\n");
}

/** Names in the body of a confirmation. */
export function confirmedNames(body: string): string[] {
  return [...body.matchAll(/^- ([a-z0-9-]+)$/gm)].flatMap(([, name]) => (name === undefined ? [] : [name]));
}
