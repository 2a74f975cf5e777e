// Where each `require` leads. At each start Node asks the file system tens of thousands of times for it, and in an image that can't change
// it always finds the same: a second of a boot. The build records it (RECORD_RESOLUTIONS=true), every start reads it. What isn't
// recorded is resolved as ever.
const { readFileSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const { isAbsolute, join } = require("node:path");

const file = join(__dirname, "resolutions.json");
const resolve = Module._resolveFilename;
/** Folder of who asks → what is asked for → the file's path. */
const known = readKnown();

Module._resolveFilename = function resolveFilename(request, parent, isMain, options) {
  const from = options === undefined ? parent?.path : undefined;
  const found = from === undefined ? undefined : known.get(from)?.get(request);
  if (found !== undefined) return found;
  const path = resolve.call(this, request, parent, isMain, options);
  if (process.env.RECORD_RESOLUTIONS === "true" && from !== undefined && isAbsolute(path)) {
    if (!known.has(from)) known.set(from, new Map());
    known.get(from).set(request, path);
  }
  return path;
};

if (process.env.RECORD_RESOLUTIONS === "true")
  process.on("exit", () => {
    const folders = [...known].map(([from, paths]) => [from, Object.fromEntries(paths)]);
    writeFileSync(file, JSON.stringify(Object.fromEntries(folders)));
  });

function readKnown() {
  try {
    const folders = Object.entries(JSON.parse(readFileSync(file, "utf8")));
    return new Map(folders.map(([from, paths]) => [from, new Map(Object.entries(paths))]));
  } catch (error) {
    if (error.code === "ENOENT") return new Map();
    throw error;
  }
}
