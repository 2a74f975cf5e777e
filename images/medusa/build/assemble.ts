// assemble.ts <folder>: makes the root folder of the image out of the installed, migrated, compiled parts, and proves it by an order.
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { largestPackages, prunePackages } from "./prunePackages.ts";
import { requireInsteadOfImport } from "./requireInsteadOfImport.ts";
import { orderThrough, upgradeThrough } from "./smokeTest.ts";
import { temporaryPostgres, temporaryRedis } from "./temporaryServers.ts";

const root = process.argv[2];
if (!root) throw new Error("Usage: assemble.ts <folder>");
const source = "/srv/store";
const app = join(root, "srv/store");
const uid = 10_001;

const started = performance.now();
const log = (text: string) => console.log(`${((performance.now() - started) / 1000).toFixed(1)} s: ${text}`);
const run = (command: string, ...args: string[]) =>
  execFileSync(command, args, {
    cwd: source,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    timeout: 300_000,
  });

rmSync(root, { recursive: true, force: true });
mkdirSync(app, { recursive: true });

run("node_modules/.bin/tsc", "-p", "tsconfig.json", "--outDir", app);
rmSync(join(app, "src/scripts"), { recursive: true, force: true });
for (const file of ["start.cjs", "migrate.cjs", "secrets.cjs", "resolutions.cjs", "package.json"])
  copyFileSync(join(source, file), join(app, file));
cpSync("/template", join(app, "template"), { recursive: true });
cpSync(join(source, "samples"), join(app, "samples"), { recursive: true });
cpSync("/admin", join(app, "public/admin"), { recursive: true });
log("compiled");

const node = join(root, "usr/bin/node");
mkdirSync(join(root, "usr/bin"), { recursive: true });
copyFileSync(process.execPath, node);
run("strip", node);
chmodSync(node, 0o755);
const libraries = "/lib/x86_64-linux-gnu";
run(
  "/build/collect-root.sh",
  root,
  ...["libnss_dns.so.2", "libnss_files.so.2", "libresolv.so.2"].map((name) => join(libraries, name)),
);
// What node itself loads.
run("sh", "-c", `ldd ${process.execPath} | grep -o '/[^ )]*' | xargs /build/collect-root.sh ${root}`);
mkdirSync(join(root, "etc/ssl/certs"), { recursive: true });
copyFileSync("/etc/ssl/certs/ca-certificates.crt", join(root, "etc/ssl/certs/ca-certificates.crt"));
writeFileSync(join(root, "etc/passwd"), `root:x:0:0::/:/nologin\nstore:x:${uid}:${uid}::/tmp:/nologin\n`);
writeFileSync(join(root, "etc/group"), `root:x:0:\nstore:x:${uid}:\n`);
writeFileSync(join(root, "etc/nsswitch.conf"), "hosts: files dns\n");

const postgres = await temporaryPostgres();
const redis = await temporaryRedis();
try {
  // The trace: everything installed, in both ways of running it.
  const trace = "/tmp/trace.txt";
  writeFileSync(trace, "");
  chmodSync(trace, 0o666);
  const whole = { node: process.execPath, app, modules: join(source, "node_modules") };
  run("ln", "-sfn", whole.modules, join(app, "node_modules"));
  const traced = { ...whole, preload: "/build/tracePackages.cjs", traceFile: trace };
  const former = postgres.database("traced");
  await orderThrough(traced, former, log);
  await upgradeThrough(traced, former, postgres.ask, log);
  await orderThrough({ ...traced, redisUrl: redis.url }, postgres.database("traced_redis"), log);
  rmSync(join(app, "node_modules"));
  const count = await prunePackages(whole.modules, join(app, "node_modules"), trace);
  await requireInsteadOfImport(join(app, "node_modules"));
  log(
    `${count} packages of ${readFileSync(trace, "utf8").split("\n").length - 1} loaded kept; the largest:\n${(await largestPackages(join(app, "node_modules"), 8)).join("\n")}`,
  );

  // The proof: the image's own root, as its own user; the first runs also fill the compile cache and record where modules are found.
  const cache = join(root, "srv/compile-cache");
  const resolutions = join(app, "resolutions.json");
  mkdirSync(cache);
  writeFileSync(resolutions, "{}");
  run("chown", "-R", `${uid}:${uid}`, cache, resolutions);
  const sealed = { node: "/usr/bin/node", app: "/srv/store", root, uid, compileCache: "/srv/compile-cache" };
  const recording = { ...sealed, recordsResolutions: true };
  await orderThrough(recording, postgres.database("warm"), log);
  await orderThrough({ ...recording, redisUrl: redis.url }, postgres.database("warm_redis"), log);
  run("chown", "-R", "0:0", cache, resolutions);
  run("chmod", "-R", "a+rX,go-w", join(root, "srv"));
  const proof = postgres.database("proof");
  await orderThrough(sealed, proof, log);
  await upgradeThrough(sealed, proof, postgres.ask, log);
} finally {
  await Promise.all([postgres.stop(), redis.stop()]);
}
rmSync(join(root, "tmp"), { recursive: true });
mkdirSync(join(root, "tmp"));
chmodSync(join(root, "tmp"), 0o1777);
mkdirSync(join(root, "var/lib/store/uploads"), { recursive: true });
run("chown", `${uid}:${uid}`, join(root, "var/lib/store/uploads"));
log(`done: ${run("du", "-sm", root).split("\t")[0]} MB`);
