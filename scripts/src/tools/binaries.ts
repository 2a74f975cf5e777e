import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { chmod, cp, mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { execa } from "execa";
import { lockFile } from "../../fileLock.mjs";
import { cacheFolder, projectFolder } from "../instance.ts";
import type { Report } from "../platform/progress.ts";
import { ensureGo } from "./goToolchain.ts";
import { markUsed, removeUnusedBinaries } from "./unusedBinaries.ts";

const toolsFolder = join(projectFolder, "scripts", "tools");
const binaryCount = 14;
const buildMinutes = 90;
const lockTimeoutMs = (buildMinutes + 30) * 60_000;
const argoCdModule = "github.com/argoproj/argo-cd/v3";

/** `go build` names a binary after its package's folder; these two deserve a better one. */
const renames: Readonly<Record<string, string>> = { cmd: "argocd", server: "etcd" };

async function hashOfSources(): Promise<string> {
  const hash = createHash("sha256");
  for (const file of ["go.mod", "go.sum", join("coredns", "main.go")])
    hash.update(await readFile(join(toolsFolder, file)));
  return hash.digest("hex").slice(0, 16);
}

/** Where the binaries of these versions and sources are, or will be. */
export async function binariesFolder(): Promise<string> {
  return join(cacheFolder, "bin", await hashOfSources());
}

/** Argo CD's own manifests, beside the binaries: `crds` and `config`, both kustomizations. */
export const argoCdManifests = (binaries: string): { crds: string; config: string } => ({
  crds: join(binaries, "argo-cd", "manifests", "crds"),
  config: join(binaries, "argo-cd", "manifests", "base", "config"),
});

async function build(go: string, target: string, report: Report, signal: AbortSignal | undefined) {
  const started = Date.now();
  let packages = 0;
  const child = execa(
    go,
    // What the linker leaves out isn't made in the first place: a fourteenth of the time.
    [
      "build",
      "-v",
      "-trimpath",
      "-buildvcs=false",
      "-ldflags=-s -w",
      "-gcflags=all=-dwarf=false",
      "-o",
      `${target}/`,
      "tool",
    ],
    {
      cwd: toolsFolder,
      env: { GOGC: "400", CGO_ENABLED: "0", GOTOOLCHAIN: "local", GOFLAGS: "-mod=readonly" },
      timeout: buildMinutes * 60_000,
      reject: false,
      ...(signal ? { cancelSignal: signal } : {}),
    },
  );
  child.stderr.on("data", (text: Buffer) => {
    packages += text.toString().split("\n").length - 1;
  });
  const ticker = setInterval(async () => {
    const built = (await readdir(target)).length;
    const seconds = Math.round((Date.now() - started) / 1000);
    report(`building, ${built} of ${binaryCount} there, ${packages} packages compiled, ${seconds} s`);
  }, 1000);
  const result = await child.finally(() => clearInterval(ticker));
  signal?.throwIfAborted();
  if (!result.failed) return;
  const why = result.timedOut ? `took longer than ${buildMinutes} minutes` : `ended with ${result.exitCode}`;
  const end = result.stderr.split("\n").slice(-15).join("\n");
  throw new Error(`go build ${why}; what is compiled is kept, so run the same command again. Its last words:\n${end}`);
}

/** Copies what Argo CD needs at run time beside its binary, so that later starts need no Go. */
async function copyArgoCdFiles(go: string, target: string): Promise<void> {
  const { stdout } = await execa(go, ["list", "-m", "-f", "{{.Dir}}", argoCdModule], {
    cwd: toolsFolder,
    env: { GOTOOLCHAIN: "local" },
    timeout: 60_000,
  });
  for (const part of ["manifests/crds", "manifests/base/config"]) {
    await cp(join(stdout, part), join(target, "argo-cd", part), { recursive: true });
  }
  for (const wrapper of ["git-verify-wrapper.sh", "gpg-wrapper.sh"]) {
    await cp(join(stdout, "hack", wrapper), join(target, wrapper));
    await chmod(join(target, wrapper), 0o755);
  }
  // The module cache is read-only, and so are copies of its folders.
  await execa("chmod", ["-R", "u+w", join(target, "argo-cd")]);
}

/**
 * Makes sure that the pinned binaries (Kubernetes, etcd, Argo CD, KWOK, Helm …) are in the cache; the first time takes minutes.
 * Interrupted, it goes on where it was. Clones share the result and wait for each other.
 * @returns the folder that holds them, for PATH
 */
export async function ensureBinaries(report: Report, signal?: AbortSignal): Promise<string> {
  const target = await binariesFolder();
  if (existsSync(target)) {
    await markUsed(target);
    report("in the cache");
    return target;
  }
  const versions = dirname(target);
  await mkdir(versions, { recursive: true });
  const unlock = await lockFile(`${target}.lock`, {
    timeoutMs: lockTimeoutMs,
    onWait: (pid) => report(`process ${pid} is building them: waiting`),
  });
  try {
    if (existsSync(target)) return target;
    const go = await ensureGo(report);
    const draft = `${target}.partial`;
    await rm(draft, { recursive: true, force: true });
    await mkdir(draft);
    await build(go, draft, report, signal);
    for (const [from, to] of Object.entries(renames)) await rename(join(draft, from), join(draft, to));
    await copyArgoCdFiles(go, draft);
    await rename(draft, target);
    await removeUnusedBinaries(versions);
    report(`built ${basename(target)}`);
    return target;
  } finally {
    unlock();
  }
}
