/** Git's tree objects as raw bytes: entries `<mode> <name>\0<20 bytes of id>`, sorted by name, folders as if they ended in `/`. */

export interface TreeEntry {
  readonly mode: string;
  readonly name: string;
  readonly id: string;
}

export const folderMode = "40000";
export const fileMode = "100644";

/** Offsets of one entry: decoding thousands of names and ids would cost more than finding the one that is wanted. */
interface Place {
  readonly start: number;
  readonly name: number;
  readonly nameEnd: number;
  readonly end: number;
}

export function readTree(content: Buffer): TreeEntry[] {
  return Array.from(places(content), (place) => entryAt(content, place));
}

export function findEntry(content: Buffer, name: string): TreeEntry | undefined {
  const place = placeOf(content, Buffer.from(name));
  return place && entryAt(content, place);
}

/** The tree with one entry added, replaced or (when `id` is undefined) removed; all other bytes are copied as they are. */
export function withEntry(content: Buffer, name: string, mode: string, id: string | undefined): Buffer {
  const old = placeOf(content, Buffer.from(name));
  const without = old ? Buffer.concat([content.subarray(0, old.start), content.subarray(old.end)]) : content;
  if (id === undefined) return without;
  const added = Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(id, "hex")]);
  const at = insertionPoint(without, Buffer.from(mode === folderMode ? `${name}/` : name));
  return Buffer.concat([without.subarray(0, at), added, without.subarray(at)]);
}

function* places(content: Buffer): Generator<Place> {
  let start = 0;
  while (start < content.length) {
    const name = content.indexOf(0x20, start) + 1;
    const nameEnd = content.indexOf(0, name);
    const end = nameEnd + 21;
    if (name === 0 || nameEnd < 0 || end > content.length) throw new Error("damaged tree object");
    yield { start, name, nameEnd, end };
    start = end;
  }
}

function placeOf(content: Buffer, name: Buffer): Place | undefined {
  for (const place of places(content)) {
    if (
      place.nameEnd - place.name === name.length &&
      content.compare(name, 0, name.length, place.name, place.nameEnd) === 0
    )
      return place;
  }
  return undefined;
}

function insertionPoint(content: Buffer, key: Buffer): number {
  for (const place of places(content)) {
    const isAfter = content.compare(key, 0, key.length, place.name, place.nameEnd) > 0;
    if (isAfter || (content[place.start] === folderDigit && isAfterAsFolder(content, place, key))) return place.start;
  }
  return content.length;
}

const folderDigit = folderMode.charCodeAt(0);

function isAfterAsFolder(content: Buffer, place: Place, key: Buffer): boolean {
  return Buffer.compare(Buffer.concat([content.subarray(place.name, place.nameEnd), Buffer.from("/")]), key) > 0;
}

function entryAt(content: Buffer, place: Place): TreeEntry {
  return {
    mode: content.toString("latin1", place.start, place.name - 1),
    name: content.toString("utf8", place.name, place.nameEnd),
    id: content.toString("hex", place.nameEnd + 1, place.end),
  };
}
