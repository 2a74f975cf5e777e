import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { removeDeadLeftovers, removeLeftoversOfKilledServer } from "./deadLeftovers.ts";

let repository: string;
beforeEach(async () => {
  repository = await mkdtemp(join(tmpdir(), "storeplane-leftovers-"));
});
afterEach(() => rm(repository, { recursive: true, force: true }));

async function leave(path: string, ageSeconds: number) {
  const file = join(repository, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, "");
  await written(file, ageSeconds);
}
const written = (file: string, ageSeconds: number) => {
  const at = Date.now() / 1000 - ageSeconds;
  return utimes(file, at, at);
};
const files = async () => {
  const entries = await readdir(repository, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
};

it("removes locks that nobody can hold any more, and leaves what isn't a leftover", async () => {
  for (const lock of ["HEAD.lock", "config.lock", "refs/heads/main.lock"]) await leave(lock, 130);
  await leave("refs/heads/busy.lock", 110);
  await leave("refs/heads/main", 130);
  await leave("objects/ab/cdef", 130);
  await removeDeadLeftovers(repository, 120_000);
  expect((await files()).sort()).toEqual(["busy.lock", "cdef", "main"]);
});

it("waits with the young lock of a killed server, and leaves it to whoever has taken it anew", async () => {
  await leave("refs/heads/dead.lock", 0);
  await leave("refs/heads/busy.lock", 0);
  const removing = removeLeftoversOfKilledServer(repository);
  const busy = setInterval(() => void written(join(repository, "refs/heads/busy.lock"), 0), 100);
  await removing;
  clearInterval(busy);
  expect(await files()).toEqual(["busy.lock"]);
}, 20_000);

it("leaves what a push or housekeeping may still be writing, and removes what is older", async () => {
  await leave("objects/tmp_objdir-incoming-one/pack/tmp_pack_1", 60);
  await leave("objects/info/commit-graphs/chain.lock", 60);
  await leave("objects/tmp_objdir-incoming-two/pack/tmp_pack_2", 2 * 60 * 60);
  await written(join(repository, "objects/tmp_objdir-incoming-two"), 2 * 60 * 60);
  await removeLeftoversOfKilledServer(repository);
  expect((await files()).sort()).toEqual(["chain.lock", "tmp_pack_1"]);
});

it("takes a repository that isn't there for a clean one", async () => {
  await removeLeftoversOfKilledServer(join(repository, "none"));
});
