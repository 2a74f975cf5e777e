/** What every change shares: who asked, how a retry is told from a new request, and how faults of the file are told. */
import { createHash, randomUUID } from "node:crypto";
import type { Precondition, StoresRepository } from "../git/storesRepository.ts";
import { withSpan } from "../observability/spans.ts";
import { InvalidChangeError } from "./errors.ts";
import type { JsonObject } from "./mergePatch.ts";
import type { Requester, SeenVersions } from "./storesApplication.ts";
import { type ChangedFile, validateChange } from "./validation.ts";

/** The part of a `Change` that says who asked and in which request. */
export function requestOf(by: Requester): { actor: string; requestId: string; bodyHash?: string } {
  if (by.idempotencyKey === undefined) return { actor: by.id, requestId: randomUUID() };
  return {
    actor: by.id,
    requestId: hash([by.id, by.idempotencyKey]),
    bodyHash: hash(by.body),
  };
}

/** What must hold at the tip: the file is there, in one of the versions that were seen. */
export function preconditionFor(seen: SeenVersions, current: string | undefined): Precondition {
  if (seen === undefined) return { kind: "present" };
  // None of several can match when the current one isn't among them: any serves to say so.
  const blobId = seen.find((version) => version === current) ?? seen[0] ?? "";
  return { kind: "blob", blobId };
}

function hash(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 32);
}

/** `store` is the platform's and `global` is Helm's: through the values nobody gets at them. */
export function refuseReservedKeys(values: JsonObject): void {
  const problems = ["store", "global"]
    .filter((key) => Object.hasOwn(values, key))
    .map((key) => ({ pointer: `/values/${key}`, detail: "is set by the platform: leave it out" }));
  if (problems.length > 0) throw new InvalidChangeError("These values can't be set: see errors.", problems);
}

/** @throws InvalidChangeError with pointers into the request, when the file wouldn't be a store. */
export async function requireValid(repository: StoresRepository, file: ChangedFile): Promise<void> {
  const problems = await problemsOfEdit(repository, file);
  if (problems.length === 0) return;
  throw new InvalidChangeError(
    "The values don't fit what the engine allows: see errors, and the engine's schema at GET /api/engines.",
    problems,
  );
}

/** Why the file wouldn't be a store, with pointers into the request it came from. */
export async function problemsOfEdit(
  repository: StoresRepository,
  file: ChangedFile,
): Promise<{ pointer: string; detail: string }[]> {
  const problems = await withSpan("validate", {}, () =>
    validateChange({
      changed: [file],
      readFile: (path) => repository.readFile(path),
      async readFirst(path) {
        const added = repository.snapshot()?.files.get(path)?.firstCommit.id;
        return added === undefined ? undefined : await repository.readFileAt(added, path);
      },
      async findStores(texts) {
        const files = [...(repository.snapshot()?.files.values() ?? [])];
        return files.filter(({ text }) => texts.some((one) => text.includes(one))).map(({ path }) => path);
      },
    }),
  );
  return problems.map(({ pointer, message }) => ({ pointer: requestPointer(pointer ?? ""), detail: message }));
}

/** A place in the values file → the place in the request that it came from. */
function requestPointer(pointer: string): string {
  if (pointer.startsWith("/store/")) return pointer.slice("/store".length);
  return pointer === "" ? "" : `/values${pointer}`;
}
