import { readFile, rename, writeFile } from "node:fs/promises";

/** Writes a file in one step, unless it holds this text already: some programs restart when their configuration is touched. */
export async function writeIfChanged(file: string, text: string, mode = 0o644): Promise<void> {
  if ((await readFile(file, "utf8").catch(() => undefined)) === text) return;
  await writeFile(`${file}.draft`, text, { mode });
  await rename(`${file}.draft`, file);
}
