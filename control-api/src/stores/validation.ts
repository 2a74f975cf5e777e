/**
 * The one validator of a change to a stores repository, shared by the API, the Git server's hook and the pull-request workflow.
 * It reads nothing but what it is given.
 */
import { type FindStores, problemsOfDomains } from "./domainRules.ts";
import { chartFile, problemsOfReleases, type ReadFile } from "./releasedCharts.ts";
import { isStoreName, storeNameOf, storeNameRule, storePath, storesFolder } from "./storePath.ts";
import type { ChangedFile, ValidationProblem } from "./validationProblem.ts";
import { readValuesFile, type ValuesFile } from "./valuesFile.ts";
import { InvalidSchemaError, type ValuesCheck, valuesCheck } from "./valuesSchema.ts";

export type { ReadFile } from "./releasedCharts.ts";
export type { ChangedFile, ValidationProblem } from "./validationProblem.ts";

export interface ProposedChange {
  readonly changed: readonly ChangedFile[];
  readonly readFile: ReadFile;
  /** Text of a values file in the commit that added it; asked for only when its engine or cluster changes. */
  readonly readFirst: ReadFile;
  /** Asked only when a store claims a domain that it didn't have. */
  readonly findStores: FindStores;
}

/** All problems of a change; none means that it may be published. */
export async function validateChange(change: ProposedChange): Promise<ValidationProblem[]> {
  const { changed, readFile } = change;
  const after = new Map(changed.map((file) => [file.path, file.after]));
  const read: ReadFile = async (path) => (after.has(path) ? after.get(path) : await readFile(path));
  const problems = await problemsOfReleases(changed, read);
  for (const file of changed) {
    if (file.path.startsWith(storesFolder) || file.path === "stores")
      problems.push(...(await problemsOfStore(file, read, change)));
  }
  return problems;
}

async function problemsOfStore(
  file: ChangedFile,
  read: ReadFile,
  { readFirst, findStores }: ProposedChange,
): Promise<ValidationProblem[]> {
  const { path, before, after } = file;
  // Taking a file away mends whatever was wrong with it; the loss of stores is guarded elsewhere.
  if (after === undefined) return [];
  if (storeNameOf(path) === undefined) return [{ path, message: misplaced(path) }];
  const { file: values, data, problems } = readValuesFile(after);
  if (problems) return problems.map((problem) => ({ path, ...problem }));
  return [
    ...(await problemsOfIdentity(path, before, values, readFirst)),
    ...(await problemsOfValues(path, values, data, read)),
    ...(await problemsOfDomains(file, values.values, read, findStores)),
  ];
}

function misplaced(path: string): string {
  const name = /([^/]*)\.ya?ml$/.exec(path)?.[1];
  if (name === undefined) return "is no values file; below stores/ there is only stores/<first letter>/<name>.yaml";
  if (!isStoreName(name)) return `"${name}" can't be the name of a store: it must be ${storeNameRule}`;
  return `is in the wrong place; it belongs to ${storePath(name)}`;
}

/**
 * What can't change: another engine would remove the old store with its data, another cluster would strand it. Where one was
 * changed all the same, past the checks, it may change back to what the store was made with.
 */
async function problemsOfIdentity(
  path: string,
  before: string | undefined,
  { store }: ValuesFile,
  readFirst: ReadFile,
): Promise<ValidationProblem[]> {
  const old = identityOf(before);
  const changed = (["engine", "cluster"] as const).filter((key) => old && old[key] !== store[key]);
  if (changed.length === 0) return [];
  const first = identityOf(await readFirst(path)) ?? old;
  return changed
    .filter((key) => first?.[key] !== store[key])
    .map((key) => ({
      path,
      pointer: `/store/${key}`,
      message: `can't change after creation (it is "${first?.[key]}"); create another store instead`,
    }));
}

const identityOf = (text: string | undefined) => (text === undefined ? undefined : readValuesFile(text).file?.store);

async function problemsOfValues(
  path: string,
  file: ValuesFile,
  data: Readonly<Record<string, unknown>>,
  read: ReadFile,
): Promise<ValidationProblem[]> {
  const { engine, chartVersion } = file.store;
  if ((await read(chartFile(engine, chartVersion))) === undefined) {
    const message = `chart ${engine} ${chartVersion} is not released in this repository (no ${chartFile(engine, chartVersion)})`;
    return [{ path, pointer: "/store/chartVersion", message }];
  }
  const problems: ValidationProblem[] = [];
  if ("global" in file.values) {
    problems.push({ path, pointer: "/global", message: "is set by the platform; remove it from the values file" });
  }
  const check = await checkOf(engine, chartVersion, read);
  if (typeof check === "string") return [...problems, { path, pointer: "/store/chartVersion", message: check }];
  const { global: _, ...values } = data;
  for (const problem of check(values)) problems.push({ path, ...problem });
  return problems;
}

/** The check of the engine's schema, or why there is none. */
async function checkOf(engine: string, version: string, read: ReadFile): Promise<ValuesCheck | string> {
  const own = `schemas/${engine}-${version}.json`;
  const text = (await read(own)) ?? (await read(`charts/${engine}/${version}/values.schema.json`));
  if (text === undefined) return `${own} is missing, so the values can't be checked`;
  try {
    return valuesCheck(text);
  } catch (error) {
    if (error instanceof InvalidSchemaError) return `${own}: ${error.message}`;
    throw error;
  }
}
