import { createHash } from "node:crypto";
import { deflateSync } from "node:zlib";
import type { NewObject } from "./gitObject.ts";
import { encodeDelta } from "./packDelta.ts";

const typeBits = { commit: 1, tree: 2, blob: 3 } as const;
const refDelta = 7;

/** A delta of a small object saves nothing, but costs the server a look for the base. */
const smallestForDelta = 1024;

/**
 * A version 2 pack of exactly these objects. Big ones that are much like their base go as the difference to it (a "thin" pack, as
 * every Git server takes), so that adding one file to a folder of thousands sends some hundred bytes.
 */
export function encodePack(objects: readonly NewObject[]): Buffer {
  const header = Buffer.alloc(12);
  header.write("PACK", 0, "latin1");
  header.writeUInt32BE(2, 4);
  header.writeUInt32BE(objects.length, 8);
  const body = Buffer.concat([header, ...objects.flatMap(encodeEntry)]);
  return Buffer.concat([body, createHash("sha1").update(body).digest()]);
}

/** How many objects a pack says that it holds. */
export function objectsIn(pack: Buffer): number {
  return pack.readUInt32BE(8);
}

function encodeEntry(object: NewObject): Buffer[] {
  const delta =
    object.base && object.content.length >= smallestForDelta
      ? encodeDelta(object.base.content, object.content)
      : undefined;
  if (!object.base || !delta || delta.length > object.content.length / 2) {
    return [entryHeader(typeBits[object.type], object.content.length), deflateSync(object.content, { level: 1 })];
  }
  return [entryHeader(refDelta, delta.length), Buffer.from(object.base.id, "hex"), deflateSync(delta, { level: 1 })];
}

/** Three bits of type and the size, least significant bits first, seven (at first four) a byte. */
function entryHeader(type: number, size: number): Buffer {
  const bytes: number[] = [];
  let byte = (type << 4) | (size & 0x0f);
  let rest = Math.floor(size / 16);
  while (rest > 0) {
    bytes.push(byte | 0x80);
    byte = rest & 0x7f;
    rest = Math.floor(rest / 128);
  }
  bytes.push(byte);
  return Buffer.from(bytes);
}
