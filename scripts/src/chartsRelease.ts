import { join } from "node:path";
import { parseArgs } from "node:util";
import { instanceFromEnvironment, projectFolder } from "./instance.ts";
import { engineCharts } from "./stores-repository/engineCharts.ts";
import { releaseCharts } from "./stores-repository/releaseCharts.ts";
import { storesBranch } from "./stores-repository/seed.ts";

/**
 * `npm run charts:release`: copies the charts of this clone, or the named ones, into `charts/<engine>/<version>` of a stores repository,
 * by one commit that its validator judges like any other.
 * @returns 1 when a chart was changed without a new version
 */
export async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { to: { type: "string" }, branch: { type: "string", default: storesBranch } },
    allowPositionals: true,
  });
  const all = await engineCharts(join(projectFolder, "charts"));
  const unknown = positionals.filter((name) => !all.some((chart) => chart.name === name));
  if (unknown.length > 0) {
    throw new Error(`There is no engine ${unknown.join(", ")}; there are ${all.map(({ name }) => name).join(", ")}.`);
  }
  const charts = all.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  const url = values.to ?? instanceFromEnvironment().urls.git;
  const { released, differing } = await releaseCharts({ url, branch: values.branch }, charts);
  for (const name of released) console.log(`${name}: released into ${url}`);
  for (const name of differing) {
    console.error(`${name}: differs from its release, which stays as it is; raise the version in its Chart.yaml`);
  }
  if (released.length === 0 && differing.length === 0) console.log(`Everything is released in ${url}.`);
  return differing.length > 0 ? 1 : 0;
}
