/** The README of a chart, from what its schema says of every value: people and the dashboard's form read the same words. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";

const scalar = z.union([z.string(), z.number(), z.boolean()]);

const valueSchema = z.looseObject({
  title: z.string().default(""),
  description: z.string().default(""),
  type: z.string().optional(),
  default: z.unknown().optional(),
  const: scalar.optional(),
  enum: z.array(scalar).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  items: z.unknown().optional(),
});

type ValueSchema = z.infer<typeof valueSchema>;

const chartFile = z.object({ name: z.string(), version: z.string(), appVersion: z.string(), description: z.string() });

/** How a chart's README comes about; the test that finds a stale one says it, too. */
export const readmeCommand = "npm run readmes -w charts";

/** Text of the README of the chart in that folder. @throws Error when the chart lacks a file or its schema is none */
export function chartReadme(folder: string): string {
  const read = (file: string) => readFileSync(join(folder, file), "utf8");
  const chart = chartFile.parse(parse(read("Chart.yaml")));
  const schema = valueSchema.parse(JSON.parse(read("values.schema.json")));
  const { global, ...own } = schema.properties ?? {};
  const sections = Object.entries(own).map(([key, value]) => section(key, valueSchema.parse(value)));
  return `<!-- Written from values.schema.json by \`${readmeCommand}\`. -->
# ${chart.name} ${chart.version}

${chart.description}. Program version ${chart.appVersion}.

A store's values file in the stores repository holds these values; \`store\` is required, all others have defaults. How charts work:
[Engines](../README.md).

${sections.join("\n\n")}

## Platform (\`global\`)

${valueSchema.parse(global).description}

${table(rows("global", valueSchema.parse(global)))}
`;
}

function section(key: string, value: ValueSchema): string {
  const isGroup = value.properties !== undefined;
  const text = isGroup && value.description !== "" ? `${value.description}\n\n` : "";
  return `## ${value.title} (\`${key}\`)\n\n${text}${table(rows(key, value))}`;
}

/** One row a value: where it stands, what it is when left out, what it does. */
function rows(path: string, value: ValueSchema): string[][] {
  if (value.properties !== undefined)
    return Object.entries(value.properties).flatMap(([key, inner]) => rows(`${path}.${key}`, valueSchema.parse(inner)));
  const row = [`\`${path}\``, byDefault(value), cell(meaning(value))];
  if (value.items === undefined) return [row];
  const items = valueSchema.parse(value.items);
  return [row, ...(items.properties === undefined ? [] : rows(`${path}[]`, items))];
}

function byDefault(value: ValueSchema): string {
  if (value.default === undefined) return "";
  return value.default === "" ? "empty" : cell(`\`${JSON.stringify(value.default)}\``);
}

function meaning({ title, description, enum: choices, minimum, maximum, ...value }: ValueSchema): string {
  const range = minimum !== undefined && maximum !== undefined ? ` ${minimum} to ${maximum}.` : "";
  const oneOf = choices === undefined ? "" : ` One of ${choices.map((choice) => `\`${choice}\``).join(", ")}.`;
  const fixed = value.const === undefined ? "" : ` Always \`${value.const}\`.`;
  return `**${title}.** ${description}${range}${oneOf}${fixed}`.trim();
}

const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ");

function table(lines: readonly string[][]): string {
  const all = [["value", "default", "what it does"], ["---", "---", "---"], ...lines];
  return all.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
