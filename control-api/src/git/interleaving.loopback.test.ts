import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, expect, it } from "vitest";
import { storePath } from "../stores/storePath.ts";
import type { StoresRepository } from "./storesRepository.ts";
import {
  type PersonsClone,
  startTestRepository,
  type TestRepository,
  testStoreName,
} from "./testing/testRepository.ts";

let remote: TestRepository | undefined;
afterEach(() => remote?.close());

const paths = [0, 1, 2].map((index) => storePath(testStoreName(index)));

/** Appends a line that nobody else writes. */
async function byApi(stores: StoresRepository, path: string, line: string): Promise<void> {
  await stores.commit({
    operation: "update",
    subject: `add ${line}`,
    actor: "alice@example.com",
    requestId: randomUUID(),
    edits: [{ path, precondition: { kind: "present" }, apply: (text = "") => `${text}# ${line}\n` }],
  });
}

/** As people do it: when somebody else was first, begin again with what they pushed. */
async function byHand(person: PersonsClone, path: string, line: string): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt += 1) {
    await person.git("fetch", "--quiet", "origin");
    await person.git("reset", "--quiet", "--hard", "origin/main");
    const text = await readFile(join(person.folder, path), "utf8");
    await person.commit(`add ${line}`, { [path]: `${text}# ${line}\n` });
    const pushed = await person.push().then(
      () => true,
      () => false,
    );
    if (pushed) return;
  }
  throw new Error("never got through");
}

it("loses no edit of two control APIs and a person, however they come together", { timeout: 180_000 }, async () => {
  const edit = fc.record({ who: fc.constantFrom("one", "other", "person"), path: fc.constantFrom(...paths) });
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 4, maxLength: 14 }), async (edits) => {
      await remote?.close();
      remote = await startTestRepository({ stores: paths.length });
      const [one, other, person] = await Promise.all([remote.open(), remote.open(), remote.clone("person")]);
      let byPerson = Promise.resolve();
      const done = edits.map(({ who, path }, index) => {
        if (who !== "person") return byApi(who === "one" ? one : other, path, `edit ${index}.`);
        byPerson = byPerson.then(() => byHand(person, path, `edit ${index}.`));
        return byPerson;
      });
      await Promise.all(done);
      const { files } = await one.refresh();
      for (const [index, { path }] of edits.entries()) {
        expect(files.get(path)?.text.split(`# edit ${index}.\n`)).toHaveLength(2);
      }
      expect(await one.history({ limit: 100 })).toHaveLength(edits.length + paths.length + 1);
    }),
    { numRuns: 3, endOnFailure: true },
  );
});

it("loses nothing of many changes of one file at once, and keeps their order", async () => {
  remote = await startTestRepository({ stores: 1 });
  const stores = await remote.open();
  const [path = ""] = paths;
  const lines = Array.from({ length: 30 }, (_, index) => `line ${index}.`);
  await Promise.all(lines.map((line) => byApi(stores, path, line)));
  const text = stores.snapshot()?.files.get(path)?.text ?? "";
  expect(text.split("\n").filter((line) => line.startsWith("# "))).toEqual(lines.map((line) => `# ${line}`));
});
