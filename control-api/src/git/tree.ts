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
  const entries: TreeEntry[] = [];
  for (let start = 0; start < content.length; ) {
    const place = placeAt(content, start);
    entries.push(entryAt(content, place));
    start = place.end;
  }
  return entries;
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

/** The entry that begins at `start`. @throws Error when there is no whole one */
function placeAt(content: Buffer, start: number): Place {
  // Modes have six digits, but for folders' five.
  const guess = start + (content[start] === folderDigit ? folderMode.length : fileMode.length);
  const name = (content[guess] === 0x20 ? guess : content.indexOf(0x20, start)) + 1;
  const nameEnd = content.indexOf(0, name);
  const end = nameEnd + 21;
  if (name === 0 || nameEnd < 0 || end > content.length) throw new Error("damaged tree object");
  return { start, name, nameEnd, end };
}

const folderDigit = folderMode.charCodeAt(0);

function placeOf(content: Buffer, name: Buffer): Place | undefined {
  // Found by a search of the bytes in the usual case; an id may hold the same bytes by chance, so that is looked at closer.
  const wanted = Buffer.concat([Buffer.from(" "), name, Buffer.from("\0")]);
  if (content.indexOf(wanted) < 0) return undefined;
  for (let start = 0; start < content.length; ) {
    const place = placeAt(content, start);
    if (isNamed(content, place, name)) return place;
    start = place.end;
  }
  return undefined;
}

function isNamed(content: Buffer, { name: start, nameEnd }: Place, name: Buffer): boolean {
  return nameEnd - start === name.length && content.compare(name, 0, name.length, start, nameEnd) === 0;
}

function insertionPoint(content: Buffer, key: Buffer): number {
  for (let start = 0; start < content.length; ) {
    const place = placeAt(content, start);
    const isAfter = content.compare(key, 0, key.length, place.name, place.nameEnd) > 0;
    if (isAfter || (content[start] === folderDigit && isAfterAsFolder(content, place, key))) return start;
    start = place.end;
  }
  return content.length;
}

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
