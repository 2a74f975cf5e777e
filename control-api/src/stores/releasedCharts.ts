import { chartVersionPattern } from "./storeSettings.ts";
import type { ChangedFile, ValidationProblem } from "./validationProblem.ts";
import { InvalidSchemaError, valuesCheck } from "./valuesSchema.ts";

/** Text of a file as it will be after the change; undefined when it won't be there. */
export type ReadFile = (path: string) => Promise<string | undefined>;

export function chartFile(engine: string, version: string): string {
  return `charts/${engine}/${version}/Chart.yaml`;
}

/**
 * Problems of changed files under `charts/` and `schemas/`: a release is added whole and never edited or removed, because
 * stores run it and a revert must find it as it was.
 */
export async function problemsOfReleases(
  changed: readonly ChangedFile[],
  readFile: ReadFile,
): Promise<ValidationProblem[]> {
  const problems: ValidationProblem[] = [];
  const added = new Set(changed.filter((file) => file.before === undefined).map((file) => file.path));
  for (const file of changed) {
    const release = releaseOf(file.path);
    if (!release) continue;
    if (file.before !== undefined) {
      problems.push({ path: file.path, message: `belongs to the released ${release}; release a new version instead` });
    } else if (file.path.startsWith("schemas/")) {
      problems.push(...problemsOfSchema(file));
    } else if (release.chartFile && !added.has(release.chartFile)) {
      const exists = (await readFile(release.chartFile)) !== undefined;
      const message = exists
        ? `would be added to the released ${release}; release a new version instead`
        : `belongs to ${release}, which has no Chart.yaml; add all files of a chart in one push`;
      problems.push({ path: file.path, message });
    } else if (file.path.endsWith("/values.schema.json")) problems.push(...problemsOfSchema(file));
  }
  return problems;
}

interface Release {
  readonly chartFile?: string;
  toString(): string;
}

function releaseOf(path: string): Release | undefined {
  const chart = /^charts\/([^/]+)\/([^/]+)\/./.exec(path);
  if (chart?.[1] && chart[2] && chartVersionPattern.test(chart[2])) {
    const [, engine, version] = chart;
    return { chartFile: chartFile(engine, version), toString: () => `chart ${engine} ${version}` };
  }
  const schema = /^schemas\/(.+)\.json$/.exec(path);
  return schema?.[1] ? { toString: () => `schema ${schema[1]}` } : undefined;
}

function problemsOfSchema(file: ChangedFile): ValidationProblem[] {
  try {
    valuesCheck(file.after ?? "");
    return [];
  } catch (error) {
    if (!(error instanceof InvalidSchemaError)) throw error;
    return [{ path: file.path, message: error.message }];
  }
}
