/** Writes the README of every engine's chart: `npm run readmes -w charts`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { chartReadme } from "./chartReadme.ts";
import { chartOptions } from "./options.ts";

for (const engine of Object.keys(chartOptions)) {
  const folder = join(import.meta.dirname, engine);
  writeFileSync(join(folder, "README.md"), chartReadme(folder));
}
