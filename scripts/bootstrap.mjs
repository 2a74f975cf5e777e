// What `npm run …` calls. Runs on any Node from 18 on, with nothing installed: installs the npm packages that are missing
// (among them the Node that the project runs on), then hands over to scripts/src/cli.ts.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { lockFile } from "./fileLock.mjs";

const projectFolder = dirname(dirname(fileURLToPath(import.meta.url)));
const modulesFolder = join(projectFolder, "node_modules");
const stampFile = join(modulesFolder, ".storeplane-installed");
const installTimeoutMs = 15 * 60_000;
const forwardedSignals = ["SIGINT", "SIGTERM", "SIGHUP"];

function readText(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

/** Whether npm itself recorded that exactly what the lockfile wants is there, as after a developer's `npm install`. */
function matchesLockfile(lockfile) {
  const installed = readText(join(modulesFolder, ".package-lock.json"));
  if (installed === undefined) return false;
  const have = JSON.parse(installed).packages;
  return Object.entries(JSON.parse(lockfile).packages).every(([path, wanted]) => {
    if (!path.includes("node_modules/") || wanted.link) return true;
    const found = have[path];
    return found ? found.version === wanted.version : wanted.optional === true;
  });
}

function run(command, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, options);
    const forward = (signal) => child.kill(signal);
    for (const signal of forwardedSignals) process.on(signal, forward);
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      for (const name of forwardedSignals) process.off(name, forward);
      resolve({ code, signal });
    });
  });
}

async function installPackages() {
  const lockfile = readFileSync(join(projectFolder, "package-lock.json"), "utf8");
  const hash = createHash("sha256").update(lockfile).digest("hex");
  const upToDate = () => {
    if (readText(stampFile) === hash) return true;
    if (!matchesLockfile(lockfile)) return false;
    writeFileSync(stampFile, hash);
    return true;
  };
  if (upToDate()) return;
  mkdirSync(join(projectFolder, ".local"), { recursive: true });
  const unlock = await lockFile(join(projectFolder, ".local", "npm.lock"), {
    timeoutMs: installTimeoutMs,
    onWait: (pid) => console.log(`waiting for process ${pid}, which installs the npm packages of this clone`),
  });
  try {
    if (upToDate()) return;
    const started = Date.now();
    const seconds = () => Math.round((Date.now() - started) / 1000);
    console.log("npm packages: installing");
    const ticker = setInterval(() => console.log(`npm packages: installing, ${seconds()} s`), 10_000);
    const { code, signal } = await run("npm", ["ci", "--no-fund", "--no-audit", "--loglevel=error"], {
      cwd: projectFolder,
      stdio: "inherit",
      timeout: installTimeoutMs,
    }).finally(() => clearInterval(ticker));
    if (code !== 0) {
      throw new Error(
        `npm ci ended with ${signal ?? code} after ${seconds()} s. Its output is above; mend that (network, disk, a registry) and run the same command again.`,
      );
    }
    writeFileSync(stampFile, hash);
    console.log(`npm packages: installed in ${seconds()} s`);
  } finally {
    unlock();
  }
}

/** The pinned Node from npm, or this one where there is none for the machine and this one can run TypeScript. */
function chooseNode() {
  const pinned = join(modulesFolder, ".bin", "node");
  if (existsSync(pinned)) return pinned;
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 24 || (major === 24 && minor >= 2) || (major === 22 && minor >= 18)) return process.execPath;
  throw new Error(
    `The pinned Node isn't published for ${process.platform}-${process.arch}, and Node ${process.versions.node} can't run TypeScript. Install Node 24 or newer.`,
  );
}

try {
  await installPackages();
  const cli = join(projectFolder, "scripts", "src", "cli.ts");
  const { code, signal } = await run(
    chooseNode(),
    ["--disable-warning=ExperimentalWarning", cli, ...process.argv.slice(2)],
    {
      stdio: "inherit",
      env: { ...process.env, PATH: `${join(modulesFolder, ".bin")}:${process.env.PATH}` },
    },
  );
  if (signal) process.kill(process.pid, signal);
  process.exitCode = code ?? 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
