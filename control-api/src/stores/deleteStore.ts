import { preconditionFor, requestOf } from "./changeRequest.ts";
import { InvalidChangeError } from "./errors.ts";
import { storePath } from "./storePath.ts";
import type { ChangeOutcome, Requester, SeenVersions } from "./storesApplication.ts";
import type { StoresContext } from "./storesContext.ts";

/** Commits the removal of the values file; the deletion guard then removes the store from the cluster. */
export async function deleteStore(
  { repository, view }: StoresContext,
  name: string,
  reason: string | undefined,
  seen: SeenVersions,
  by: Requester,
): Promise<ChangeOutcome> {
  const { commit } = await repository.commit({
    ...requestOf(by),
    operation: "delete",
    subject: `delete store ${name}`,
    ...(reason !== undefined && { reason }),
    edits: [
      {
        path: storePath(name),
        precondition: preconditionFor(seen, view.files.get(name)?.file.blobId),
        apply: () => undefined,
      },
    ],
  });
  const store = view.detail(name);
  return { commit, ...(store && { store }) };
}

/** Commits an administrator's word, an empty commit, that these stores' data may go. */
export async function confirmDeletions(
  { repository, view }: StoresContext,
  names: readonly string[],
  reason: string | undefined,
  by: Requester,
): Promise<ChangeOutcome> {
  const problems = names.flatMap((name, index) =>
    view.stores.has(name) && !view.files.has(name)
      ? []
      : [{ pointer: `/names/${index}`, detail: "is no store whose file is gone" }],
  );
  if (problems.length > 0)
    throw new InvalidChangeError("Only stores that wait for deletion can be confirmed.", problems);
  const { commit } = await repository.commit({
    ...requestOf(by),
    operation: "confirm-deletions",
    subject: `confirm the deletion of ${names.length === 1 ? `store ${names[0]}` : `${names.length} stores`}`,
    body: confirmationBody(names),
    ...(reason !== undefined && { reason }),
    edits: [],
  });
  return { commit };
}

export function confirmationBody(names: readonly string[]): string {
  return names.map((name) => `- ${name}`).join("\n");
}

/** Names in the body of a confirmation. */
export function confirmedNames(body: string): string[] {
  return [...body.matchAll(/^- ([a-z0-9-]+)$/gm)].flatMap(([, name]) => (name === undefined ? [] : [name]));
}
