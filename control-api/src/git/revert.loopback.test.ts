import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { mergeValuesFiles } from "../stores/mergeValuesFiles.ts";
import { NothingToCommitError, RevertConflictError } from "./errors.ts";
import type { Commit, StoresRepository } from "./storesRepository.ts";
import { put } from "./testing/testChange.ts";
import { startTestRepository, type TestRepository, testValues } from "./testing/testRepository.ts";

let remote: TestRepository;
let stores: StoresRepository;
beforeEach(async () => {
  remote = await startTestRepository();
  stores = await remote.open({ mergeText: mergeValuesFiles });
});
afterEach(() => remote.close());

const path = "stores/a/acme.yaml";
const text = () => stores.snapshot()?.files.get(path)?.text;
const write = async (content: string | undefined, precondition?: "present") =>
  (await stores.commit(put("acme", content, precondition && { kind: precondition }))).commit;
const revert = async (commit: Commit, limit?: string) =>
  (
    await stores.commit({
      ...put("acme", ""),
      operation: "revert",
      subject: `undo ${commit.id}`,
      edits: await stores.revertEdits(commit.id, limit),
    })
  ).commit;

describe("undoing a commit", () => {
  it("brings back the old content byte for byte, and a revert of the revert the new", async () => {
    const odd = `# kept\n${testValues("Acme")}\r\n\n`;
    await write(odd);
    const edit = await write(testValues("Acme 2"), "present");
    const undone = await revert(edit);
    expect(text()).toBe(odd);
    expect(undone).toMatchObject({ operation: "revert", verified: true });
    await revert(undone);
    expect(text()).toBe(testValues("Acme 2"));
  });

  it("restores a deleted file, and takes a created one away", async () => {
    const created = await write(testValues("Acme"));
    const deleted = await write(undefined);
    await revert(deleted);
    expect(text()).toBe(testValues("Acme"));
    await expect(stores.revertEdits(deleted.id)).rejects.toThrow(NothingToCommitError);
    await revert(created);
    expect(text()).toBeUndefined();
  });

  it("keeps later changes of other settings, in neighbouring lines too", async () => {
    await write(testValues("Acme", "plan: small\n"));
    const edit = await write(testValues("Acme 2", "plan: small\n"), "present");
    await write(testValues("Acme 2", "plan: large # bigger\n"), "present");
    await revert(edit);
    expect(text()).toBe(testValues("Acme", "plan: large # bigger\n"));
  });

  it("explains why it can't when later commits changed the same", async () => {
    const created = await write(testValues("Acme"));
    const edit = await write(testValues("Acme 2"), "present");
    await write(testValues("Acme 3"), "present");
    const edits = await stores.revertEdits(edit.id);
    await expect(stores.commit({ ...put("acme", ""), edits })).rejects.toThrow(/changed the same settings/);
    await expect(stores.revertEdits(created.id)).rejects.toThrow(RevertConflictError);
    await write(undefined);
    await expect(stores.revertEdits(edit.id)).rejects.toThrow(/deleted after this commit/);
  });

  it("is limited to one store when asked to", async () => {
    const ada = await remote.clone("ada");
    const id = await ada.commit("two", { [path]: testValues("Acme"), "stores/b/both.yaml": testValues("Both") });
    await ada.push();
    await stores.refresh();
    await revert((await stores.diff(id)).commit, path);
    expect([...(stores.snapshot()?.files.keys() ?? [])]).toEqual(["stores/b/both.yaml"]);
    await expect(stores.revertEdits(id, path)).rejects.toThrow(NothingToCommitError);
    await expect(stores.revertEdits("0".repeat(40))).rejects.toThrow(/no commit/);
  });

  it("takes back all that a merge brought", async () => {
    const ada = await remote.clone("ada");
    await ada.git("checkout", "--quiet", "-b", "work");
    await ada.commit("on a branch", { [path]: testValues("Acme") });
    await ada.git("checkout", "--quiet", "main");
    await ada.commit("on main", { "stores/m/main.yaml": testValues("Main") });
    await ada.git("merge", "--quiet", "--no-ff", "-m", "merge work", "work");
    await ada.push();
    const { revision } = await stores.refresh();
    await revert((await stores.diff(revision)).commit);
    expect([...(stores.snapshot()?.files.keys() ?? [])]).toEqual(["stores/m/main.yaml"]);
  });
});
