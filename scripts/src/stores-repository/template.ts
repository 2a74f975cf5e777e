import { cp, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import Handlebars from "handlebars";

/**
 * Copies a folder; files named `*.hbs` are rendered with `values` and lose that ending.
 * @throws Error when a template uses a value that isn't given.
 */
export async function renderTemplate(
  from: string,
  to: string,
  values: Readonly<Record<string, unknown>>,
): Promise<void> {
  const entries = await readdir(from, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const source = join(entry.parentPath, entry.name);
    const target = join(to, relative(from, source).replace(/\.hbs$/, ""));
    await mkdir(dirname(target), { recursive: true });
    if (!source.endsWith(".hbs")) await cp(source, target);
    else {
      const render = Handlebars.compile(await readFile(source, "utf8"), { strict: true, noEscape: true });
      await writeFile(target, render(values));
    }
  }
}
