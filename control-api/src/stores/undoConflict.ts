import { RevertConflictError } from "../git/errors.ts";
import type { Commit, StoresRepository } from "../git/storesRepository.ts";
import { UndoConflictError } from "./errors.ts";
import { isJsonObject, sameJson } from "./mergePatch.ts";
import { readStrictYaml } from "./strictYaml.ts";
import { jsonPointer } from "./validationProblem.ts";

/** How far back later commits are looked for, and how many are told. */
const lookedAt = 200;
const told = 10;

/** Says which later commits changed the same, and where. Errors of another kind are returned as they are. */
export async function explainConflict(
  repository: StoresRepository,
  commitId: string,
  error: unknown,
): Promise<unknown> {
  if (!(error instanceof RevertConflictError)) return error;
  try {
    const later = await laterCommits(repository, commitId, error.path);
    const meeting = later.filter(({ places }) => places.length > 0);
    const guilty = (meeting.length > 0 ? meeting : later).slice(0, told);
    if (guilty.length === 0) return error;
    const names = guilty.map(({ commit }) => `${short(commit)} "${commit.subject}" by ${whoOf(commit)}`);
    return new UndoConflictError(
      `${error.message}. Changed since by ${names.join("; ")}.`,
      guilty.flatMap(({ commit, places }) =>
        (places.length > 0 ? places : [""]).map((pointer) => ({
          pointer,
          detail: `was changed by ${commit.id} "${commit.subject}"`,
        })),
      ),
      { cause: error },
    );
  } catch {
    // The explanation is a courtesy: the conflict itself is the answer.
    return error;
  }
}

/** Commits after `commitId` that touched the path, newest first, with the keys that both changed. */
async function laterCommits(repository: StoresRepository, commitId: string, path: string) {
  const history = await repository.history({ path, limit: lookedAt });
  const at = history.findIndex(({ id }) => id === commitId);
  const later = at === -1 ? history.filter(({ id }) => id !== commitId) : history.slice(0, at);
  const own = await changedPlaces(repository, commitId, path);
  return Promise.all(
    later.map(async (commit) => {
      const places = await changedPlaces(repository, commit.id, path);
      return { commit, places: places.filter((place) => own.some((other) => overlap(place, other))) };
    }),
  );
}

async function changedPlaces(repository: StoresRepository, commitId: string, path: string): Promise<string[]> {
  const { files } = await repository.diff(commitId, path);
  return files.flatMap(({ before, after }) => placesBetween(valuesOf(before), valuesOf(after)));
}

function valuesOf(text: string | undefined): unknown {
  return text === undefined ? {} : (readStrictYaml(text).data ?? {});
}

/** JSON pointers of the values that differ. */
export function placesBetween(before: unknown, after: unknown, steps: readonly string[] = []): string[] {
  if (sameJson(before, after)) return [];
  if (!isJsonObject(before) || !isJsonObject(after)) return [jsonPointer(steps)];
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => placesBetween(before[key], after[key], [...steps, key]));
}

function overlap(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);
}

function whoOf(commit: Commit): string {
  return commit.actor ?? commit.author.name;
}

function short(commit: Commit): string {
  return commit.id.slice(0, 8);
}
