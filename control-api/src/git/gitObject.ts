import { createHash } from "node:crypto";

export type ObjectType = "blob" | "tree" | "commit";

/** An object that is not on the remote yet. */
export interface NewObject {
  readonly type: ObjectType;
  readonly id: string;
  readonly content: Buffer;
  /** An object that the remote has (or gets before this one) and that is much alike: only the difference is sent. */
  readonly base?: { readonly id: string; readonly content: Buffer };
}

/** Git's id of what is not there. */
export const noObject = "0".repeat(40);

export function newObject(type: ObjectType, content: Buffer, base?: NewObject["base"]): NewObject {
  const id = createHash("sha1").update(`${type} ${content.length}\0`).update(content).digest("hex");
  return { type, id, content, ...(base && { base }) };
}
