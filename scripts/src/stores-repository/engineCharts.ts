import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";

const chartYaml = z.object({
  name: z.string().regex(/^[a-z0-9-]+$/),
  version: z.string().regex(/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/),
  type: z.string().optional(),
  annotations: z.record(z.string(), z.string()).default({}),
});

export interface EngineChart {
  readonly name: string;
  readonly version: string;
  readonly displayName: string;
  /** Where the chart is developed. */
  readonly folder: string;
}

/**
 * The engines among the charts of a folder: those that say how people call them.
 * @throws Error naming the Chart.yaml that can't be read.
 */
export async function engineCharts(folder: string): Promise<EngineChart[]> {
  const charts: EngineChart[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const file = join(folder, entry.name, "Chart.yaml");
    const text = await readFile(file, "utf8").catch(() => undefined);
    if (text === undefined) continue;
    const parsed = chartYaml.safeParse(parse(text));
    if (!parsed.success) throw new Error(`${file} is no chart that can be released: ${z.prettifyError(parsed.error)}`);
    const { name, version, type, annotations } = parsed.data;
    const displayName = annotations["storeplane.dev/display-name"];
    if (type === "library" || !displayName) continue;
    charts.push({ name, version, displayName, folder: dirname(file) });
  }
  return charts.sort((a, b) => a.name.localeCompare(b.name));
}

/** Where a release lies in a stores repository. */
export const releasePath = ({ name, version }: Pick<EngineChart, "name" | "version">) => `charts/${name}/${version}`;

/**
 * Writes a release of the chart into a work tree: the chart itself and the schema for editors.
 * @throws Error when the chart has no values.schema.json, or one that is no JSON object.
 */
export async function releaseChart(chart: EngineChart, workTree: string): Promise<void> {
  const target = join(workTree, releasePath(chart));
  await cp(chart.folder, target, {
    recursive: true,
    // A release is whole: what charts share, each has a link to while it is developed and a copy of from then on.
    dereference: true,
    filter: (source) => isPartOfChart(basename(source)),
  });
  const schema = await readFile(join(chart.folder, "values.schema.json"), "utf8");
  const schemas = join(workTree, "schemas");
  await mkdir(schemas, { recursive: true });
  await writeFile(join(schemas, `${chart.name}-${chart.version}.json`), schemaForPeople(chart, schema));
}

const isPartOfChart = (name: string) => name === ".helmignore" || !(name.startsWith(".") || name === "node_modules");

const schemaShape = z.looseObject({
  properties: z.record(z.string(), z.unknown()).default({}),
  required: z.array(z.string()).default([]),
});

/** The chart's schema without `global`, which the platform gives and people don't. */
function schemaForPeople(chart: EngineChart, text: string): string {
  const parsed = schemaShape.safeParse(JSON.parse(text));
  if (!parsed.success) throw new Error(`${chart.folder}/values.schema.json: ${z.prettifyError(parsed.error)}`);
  const { global: _, ...properties } = parsed.data.properties;
  const required = parsed.data.required.filter((key) => key !== "global");
  return `${JSON.stringify({ ...parsed.data, properties, required }, undefined, 2)}\n`;
}
