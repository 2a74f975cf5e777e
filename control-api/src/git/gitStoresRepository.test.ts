import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import { storePath } from "../stores/storePath.ts";
import type { Change, FileEdit, StoresRepository } from "./storesRepository.ts";
import { startTestRepository, type TestRepository, testValues } from "./testing/testRepository.ts";

let remote: TestRepository;
afterEach(() => remote.close());

export function put(name: string, text: string, precondition: FileEdit["precondition"] = { kind: "absent" }): Change {
  return {
    operation: precondition.kind === "absent" ? "create" : "update",
    subject: `create store ${name}`,
    actor: "alice@example.com",
    requestId: randomUUID(),
    edits: [{ path: storePath(name), precondition, apply: () => text }],
  };
}

async function onRemote(path: string): Promise<string | undefined> {
  return await remote.git("--git-dir", remote.repository, "show", `main:${path}`).catch(() => undefined);
}

describe("the stores repository", () => {
  it("creates, edits and deletes a store, each by one commit that is on the remote when it is answered", async () => {
    remote = await startTestRepository({ stores: 3 });
    const stores: StoresRepository = await remote.open();
    expect(stores.snapshot()?.files.size).toBe(3);

    const created = await stores.commit({ ...put("acme", testValues("Acme")), reason: "why not" });
    expect(created).toMatchObject({
      replayed: false,
      commit: { verified: true, actor: "alice@example.com", operation: "create", reason: "why not" },
    });
    expect(await onRemote("stores/a/acme.yaml")).toBe(testValues("Acme").trim());
    const file = stores.snapshot()?.files.get("stores/a/acme.yaml");
    expect(file).toMatchObject({ text: testValues("Acme"), lastCommit: created.commit, firstCommit: created.commit });

    const edited = await stores.commit(put("acme", testValues("Acme 2"), { kind: "blob", blobId: file?.blobId ?? "" }));
    expect(stores.snapshot()?.files.get("stores/a/acme.yaml")).toMatchObject({
      lastCommit: edited.commit,
      firstCommit: created.commit,
    });

    await stores.commit({
      ...put("acme", "", { kind: "present" }),
      operation: "delete",
      edits: [{ path: "stores/a/acme.yaml", precondition: { kind: "present" }, apply: () => undefined }],
    });
    expect(await onRemote("stores/a/acme.yaml")).toBeUndefined();
    expect(stores.snapshot()?.files.has("stores/a/acme.yaml")).toBe(false);
    expect((await stores.history({ path: "stores/a/acme.yaml", limit: 10 })).map((commit) => commit.operation)).toEqual(
      ["delete", "update", "create"],
    );
    await remote.git("--git-dir", remote.repository, "fsck", "--strict");
    await remote.git("--git-dir", `${remote.folder}/clone-0`, "fsck", "--strict");
  });
});
