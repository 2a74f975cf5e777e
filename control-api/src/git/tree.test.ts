import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type NewObject, newObject } from "./gitObject.ts";
import { encodePack } from "./pack.ts";
import { fileMode, folderMode, readTree, withEntry } from "./tree.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "storeplane-tree-"));
  execFileSync("git", ["init", "--quiet", "--bare", folder]);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const git = (args: string[], input: string | Buffer) =>
  execFileSync("git", [`--git-dir=${folder}`, ...args], { input });
const blob = "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391";
const emptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

it("is written as Git writes it, whatever the names and the order of the edits", () => {
  const name = fc.oneof(
    fc.constantFrom("a", "a-b", "a.b", "a0", "ab", "b", "B", "ä"),
    fc.stringMatching(/^[a-c.-]{1,3}$/).filter((text) => !/^\.{1,2}$/.test(text)),
  );
  const edits = fc.array(fc.record({ name, kind: fc.constantFrom("file", "folder", "none") }), {
    minLength: 1,
    maxLength: 25,
  });
  git(["hash-object", "-w", "--stdin"], "");
  git(["hash-object", "-w", "-t", "tree", "--stdin"], "");
  fc.assert(
    fc.property(edits, (list) => {
      const wanted = new Map<string, string>();
      let content: Buffer = Buffer.alloc(0);
      for (const { name: entry, kind } of list) {
        const id = kind === "file" ? blob : kind === "folder" ? emptyTree : undefined;
        content = withEntry(content, entry, kind === "folder" ? folderMode : fileMode, id);
        if (kind === "none") wanted.delete(entry);
        else wanted.set(entry, kind === "file" ? `100644 blob ${blob}` : `040000 tree ${emptyTree}`);
      }
      const lines = [...wanted].map(([entry, what]) => `${what}\t${entry}\0`).join("");
      expect(newObject("tree", content).id).toBe(git(["mktree", "-z"], lines).toString().trim());
      expect(
        readTree(content)
          .map((entry) => entry.name)
          .sort(),
      ).toEqual([...wanted.keys()].sort());
    }),
    { numRuns: 60 },
  );
});

it("travels in a pack as the difference to the one before, and Git puts it together again", () => {
  const base = newObject("tree", manyEntries(3000));
  git(["hash-object", "-w", "-t", "tree", "--literally", "--stdin"], base.content);
  const objects: NewObject[] = [];
  let last = base;
  for (const name of ["aaa", "m", "zzz", "f01500"]) {
    last = newObject("tree", withEntry(last.content, name, fileMode, blob), last);
    objects.push(last);
  }
  const shrunk = newObject("tree", withEntry(last.content, "f00010", fileMode, undefined), last);
  const text = newObject("blob", Buffer.from("x".repeat(200_000)));
  const edited = newObject("blob", Buffer.from(`${"x".repeat(100_000)}y${"x".repeat(100_000)}`), text);
  const pack = encodePack([...objects, shrunk, text, edited]);
  expect(pack.length).toBeLessThan(2000);
  git(["unpack-objects", "-q"], pack);
  for (const { id, type, content } of [...objects, shrunk, text, edited]) {
    expect(git(["cat-file", type, id], "").equals(content)).toBe(true);
  }
});

function manyEntries(count: number): Buffer {
  const entries = Array.from({ length: count }, (_, index) =>
    Buffer.concat([Buffer.from(`100644 f${String(index).padStart(5, "0")}\0`), Buffer.from(blob, "hex")]),
  );
  return Buffer.concat(entries);
}
