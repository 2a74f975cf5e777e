// Preloaded with --require: records which package folders a process loads, into the file TRACE_FILE.
const { appendFileSync } = require("node:fs");
const { registerHooks } = require("node:module");

const seen = new Set();
const PACKAGE = /^(?:file:\/\/)?(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//;

/** At once, not at exit: a process that is killed has still been traced. */
function record(url) {
  const folder = PACKAGE.exec(decodeURIComponent(url))?.[1];
  if (folder === undefined || seen.has(folder)) return;
  seen.add(folder);
  appendFileSync(process.env.TRACE_FILE, `${folder}\n`);
}

registerHooks({
  load(url, context, nextLoad) {
    record(url);
    return nextLoad(url, context);
  },
});
