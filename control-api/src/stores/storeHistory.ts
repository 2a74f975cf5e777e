import type { Commit, FileDiff, StoresRepository } from "../git/storesRepository.ts";
import { unifiedPatch } from "../git/unifiedPatch.ts";
import { storePath } from "./storePath.ts";
import type { CommitPage } from "./storesApplication.ts";
import { readValuesFile } from "./valuesFile.ts";

/** Commits, newest first; those of one store when `name` is given. */
export async function historyPage(
  repository: StoresRepository,
  name: string | undefined,
  page: { readonly limit: number; readonly after?: string },
): Promise<CommitPage> {
  const found = await repository.history({
    limit: page.limit + 1,
    ...(name !== undefined && { path: storePath(name) }),
    ...(page.after !== undefined && { after: page.after }),
  });
  const items = found.slice(0, page.limit);
  const last = items.at(-1);
  return { items, ...(found.length > page.limit && last && { nextCursor: last.id }) };
}

/** What a commit changed, with unified patches. */
export async function commitWithPatches(
  repository: StoresRepository,
  commitId: string,
  name: string | undefined,
): Promise<{ commit: Commit; files: readonly (FileDiff & { patch: string })[] }> {
  const { commit, files } = await repository.diff(commitId, name === undefined ? undefined : storePath(name));
  return {
    commit,
    files: files.map((file) => ({ ...file, patch: unifiedPatch(file) })),
  };
}

/** The commit that removed a store's file, with its last text; undefined when the history has no such removal. */
export async function removalOf(
  repository: StoresRepository,
  name: string,
): Promise<{ commit: Commit; lastText: string } | undefined> {
  const path = storePath(name);
  const [commit] = await repository.history({ path, limit: 1 });
  if (!commit) return undefined;
  const { files } = await repository.diff(commit.id, path);
  const file = files.find((candidate) => candidate.path === path);
  if (file?.before === undefined || file.after !== undefined) return undefined;
  return { commit, lastText: file.before };
}

/** Owner of a store that is gone from Git. */
export async function lastOwnerOf(repository: StoresRepository, name: string): Promise<string | undefined> {
  const removal = await removalOf(repository, name);
  return removal && readValuesFile(removal.lastText).file?.store.owner;
}
