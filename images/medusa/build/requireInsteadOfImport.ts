import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What each start loads by `import()` although it is CommonJS: file below `node_modules` → package. */
const imports: Readonly<Record<string, string>> = {
  "@medusajs/medusa/dist/loaders/index.js": "@medusajs/core-flows",
  "@medusajs/medusa/dist/loaders/admin.js": "@medusajs/admin-bundler",
  "@medusajs/utils/dist/dal/mikro-orm/mikro-orm-create-connection.js": "@medusajs/deps/mikro-orm/postgresql",
};

/**
 * Lets Medusa's own files require those packages. Before `import()` hands a CommonJS package out, Node reads every file that it exports
 * from again, to find the names: 0.4 s of each start, for what is loaded already.
 * @throws Error when a file no longer has what is to be replaced
 */
export async function requireInsteadOfImport(modules: string): Promise<void> {
  for (const [path, name] of Object.entries(imports)) {
    const file = join(modules, path);
    const text = await readFile(file, "utf8");
    const replaced = text.replaceAll(`await import("${name}")`, `require("${name}")`);
    if (replaced === text) throw new Error(`${path} doesn't import ${name} any more: look at how it is loaded now.`);
    await writeFile(file, replaced);
  }
}
