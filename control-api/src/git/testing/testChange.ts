import { randomUUID } from "node:crypto";
import { storePath } from "../../stores/storePath.ts";
import type { Change, FileEdit } from "../storesRepository.ts";

/** A change that writes a store's file (or deletes it, without a text); it must be absent unless said otherwise. */
export function put(
  name: string,
  text: string | undefined,
  precondition: FileEdit["precondition"] = { kind: text === undefined ? "present" : "absent" },
): Change {
  const operation = text === undefined ? "delete" : precondition.kind === "absent" ? "create" : "update";
  return {
    operation,
    subject: `${operation} store ${name}`,
    actor: "alice@example.com",
    requestId: randomUUID(),
    edits: [{ path: storePath(name), precondition, apply: () => text }],
  };
}
