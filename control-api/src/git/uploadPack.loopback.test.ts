import { afterEach, expect, it } from "vitest";
import { openBareClone } from "./bareClone.ts";
import { type GitConnection, openGitConnection } from "./gitConnection.ts";
import { objectsIn } from "./pack.ts";
import { startTestRepository, type TestRepository, testValues } from "./testing/testRepository.ts";
import { fetchPack } from "./uploadPack.ts";

let remote: TestRepository;
afterEach(() => remote.close());

const tip = () => remote.git("--git-dir", remote.repository, "rev-parse", "main");

async function pushed(name: string): Promise<{ readonly from: string; readonly to: string }> {
  const ada = await remote.clone(name);
  const from = await tip();
  await ada.commit(`add ${name}`, { [`stores/${name[0]}/${name}.yaml`]: testValues(name) });
  await ada.push();
  return { from, to: await tip() };
}

it("brings just what is missing between two commits", async () => {
  remote = await startTestRepository({ stores: 50 });
  const connection = openGitConnection(remote.url);
  const pack = await fetchPack(connection, await pushed("acme"), 10_000);
  // A commit, the folders above the file, and the file.
  expect(objectsIn(pack)).toBe(5);
  await expect(fetchPack(connection, { from: await tip(), to: "1".repeat(40) }, 10_000)).rejects.toThrow();
  connection.close();
});

it("leaves the clone as a fetch by Git would, whole and at the new tip, however much is missing", async () => {
  remote = await startTestRepository({ stores: 3 });
  const folder = `${remote.folder}/own`;
  const clone = openBareClone(optionsOf(folder, openGitConnection(remote.url)));
  await clone.prepare();
  const small = await pushed("acme");
  expect(await clone.fetch(small)).toBe(small.to);
  const ada = await remote.clone("ada");
  for (let commit = 0; commit < 40; commit += 1)
    await ada.commit(`add ${commit}`, { [`stores/s/shop-${commit}.yaml`]: testValues(`Shop ${commit}`) });
  await ada.push();
  const large = { from: small.to, to: await tip() };
  expect(await clone.fetch(large)).toBe(large.to);
  expect(await remote.git("--git-dir", folder, "rev-parse", "main")).toBe(large.to);
  await remote.git("--git-dir", folder, "fsck", "--strict");
  expect(await clone.log(large.to, small.from)).toHaveLength(41);
  clone.close();
});

it("is left to Git where the server doesn't know this version of the protocol", async () => {
  remote = await startTestRepository({ stores: 3 });
  const connection = openGitConnection(remote.url);
  const asked: string[] = [];
  const old: GitConnection = {
    ...connection,
    post: async (path) => {
      asked.push(path);
      return { status: 400, body: Buffer.from("unknown request") };
    },
  };
  const clone = openBareClone(optionsOf(`${remote.folder}/own`, old));
  await clone.prepare();
  const missing = await pushed("acme");
  expect(await clone.fetch(missing)).toBe(missing.to);
  expect(asked).toEqual(["/git-upload-pack"]);
  clone.close();
});

function optionsOf(folder: string, connection: GitConnection) {
  return { url: remote.url, branch: "main", folder, connection, fetchLimitMs: 20_000 };
}
