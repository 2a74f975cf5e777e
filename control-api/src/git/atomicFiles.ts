import fs from "node:fs/promises";

let written = 0;

/** Writes beside the file and renames: at any time there is the old content or the new one, whole. */
async function writeWhole(file: string, content: Uint8Array | string, options?: unknown): Promise<void> {
  written += 1;
  const beside = `${file}.${process.pid}-${written}.lock`;
  try {
    await fs.writeFile(beside, content, options === undefined ? {} : (options as object));
    await fs.rename(beside, file);
  } catch (error) {
    await fs.rm(beside, { force: true });
    throw error;
  }
}

/** The file system as isomorphic-git takes it, which leaves no half-written file when the process is killed. */
export const atomicFiles = { promises: { ...fs, writeFile: writeWhole } };
