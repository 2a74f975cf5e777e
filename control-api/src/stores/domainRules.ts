/** Which hosts a store may claim: none that another store has, none of the platform's that isn't its own. */
import { z } from "zod";
import { type Domain, domainsOf } from "./domains.ts";
import type { ReadFile } from "./releasedCharts.ts";
import { storeNameOf } from "./storePath.ts";
import type { ChangedFile, ValidationProblem } from "./validationProblem.ts";
import { readValuesFile } from "./valuesFile.ts";

/** Says of a stores repository what belongs to the platform as a whole. */
export const platformFile = ".storeplane/platform.json";

const platform = z.object({ domain: z.string().min(1) });

/** Paths of the values files that hold one of these texts, in the tree as it will be. */
export type FindStores = (texts: readonly string[]) => Promise<readonly string[]>;

/** All that is wrong with the domains of one values file. */
export async function problemsOfDomains(
  { path, before, after }: ChangedFile,
  values: Readonly<Record<string, unknown>>,
  read: ReadFile,
  findStores: FindStores,
): Promise<ValidationProblem[]> {
  const domains = domainsOf(values);
  if (domains.length === 0) return [];
  const problem = ({ index }: Domain, message: string): ValidationProblem => ({
    path,
    pointer: `/domains/${index}`,
    message,
  });
  const known = new Set(hostsOf(before));
  const fresh = domains.filter(({ host }) => !known.has(host));
  return [
    ...problemsWithin(domains, problem),
    ...(await problemsWithPlatform(fresh, storeNameOf(path) ?? "", read, problem)),
    // The search for rivals goes by the text.
    ...fresh
      .filter(({ host }) => !after?.includes(host))
      .map((one) => problem(one, "must be written as it is, without escapes")),
    ...(await problemsWithOthers(fresh, path, read, findStores, problem)),
  ];
}

type Tell = (domain: Domain, message: string) => ValidationProblem;

function problemsWithin(domains: readonly Domain[], problem: Tell): ValidationProblem[] {
  const problems: ValidationProblem[] = [];
  const [, ...furtherMains] = domains.filter(({ main }) => main);
  for (const one of furtherMains) problems.push(problem(one, "is a second main domain; only one can be"));
  for (const one of domains) {
    if (one.main && one.redirect) problems.push(problem(one, "can't be the main domain and redirect to it"));
    if (domains.some(({ host, index }) => host === one.host && index < one.index))
      problems.push(problem(one, `lists ${one.host} a second time`));
  }
  return problems;
}

async function problemsWithPlatform(
  domains: readonly Domain[],
  store: string,
  read: ReadFile,
  problem: Tell,
): Promise<ValidationProblem[]> {
  if (domains.length === 0) return [];
  const text = await read(platformFile);
  if (text === undefined) return [];
  const { domain } = platform.parse(JSON.parse(text));
  const own = `${store}.${domain}`;
  return domains.flatMap((one) => {
    if (one.host === own) return [problem(one, `is the store's address already; the platform serves ${own} by itself`)];
    const ofPlatform = one.host === domain || one.host.endsWith(`.${domain}`);
    if (!ofPlatform || one.host.endsWith(`.${own}`)) return [];
    return [problem(one, `belongs to the platform; below ${domain} a store has only what ends in .${own}`)];
  });
}

async function problemsWithOthers(
  domains: readonly Domain[],
  path: string,
  read: ReadFile,
  findStores: FindStores,
  problem: Tell,
): Promise<ValidationProblem[]> {
  if (domains.length === 0) return [];
  const problems: ValidationProblem[] = [];
  for (const other of await findStores(domains.map(({ host }) => host))) {
    const name = storeNameOf(other);
    if (other === path || name === undefined) continue;
    const taken = new Set(hostsOf(await read(other)));
    for (const one of domains)
      if (taken.has(one.host)) problems.push(problem(one, `${one.host} is a domain of another store already`));
  }
  return problems;
}

const hostsOf = (text: string | undefined): string[] => {
  const values = text === undefined ? undefined : readValuesFile(text).file?.values;
  return domainsOf(values ?? {}).map(({ host }) => host);
};
