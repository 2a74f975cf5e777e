/** Most bytes that one copy instruction may take, and one insert instruction. */
const largestCopy = 0x10000;
const largestInsert = 0x7f;

/** Git's delta from one buffer to another that share a beginning and an end: what an edit of a folder or a file looks like. */
export function encodeDelta(base: Buffer, target: Buffer): Buffer {
  const shorter = Math.min(base.length, target.length);
  let start = 0;
  while (start < shorter && base[start] === target[start]) start += 1;
  let end = 0;
  while (end < shorter - start && base[base.length - 1 - end] === target[target.length - 1 - end]) end += 1;
  return Buffer.from([
    ...variableLength(base.length),
    ...variableLength(target.length),
    ...copies(0, start),
    ...inserts(target.subarray(start, target.length - end)),
    ...copies(base.length - end, end),
  ]);
}

function variableLength(size: number): number[] {
  const bytes: number[] = [];
  let rest = size;
  while (rest >= 0x80) {
    bytes.push((rest & 0x7f) | 0x80);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
}

function copies(offset: number, size: number): number[] {
  const bytes: number[] = [];
  for (let done = 0; done < size; done += largestCopy) {
    const from = offset + done;
    const length = Math.min(largestCopy, size - done);
    const parts = [from, from >>> 8, from >>> 16, from >>> 24].map((part) => part & 0xff);
    // A length of 0x10000 is written as none.
    const lengths = length === largestCopy ? [0, 0] : [length & 0xff, (length >>> 8) & 0xff];
    let instruction = 0x80;
    const operands: number[] = [];
    for (const [bit, part] of [...parts, ...lengths].entries()) {
      if (part === 0) continue;
      instruction |= 1 << bit;
      operands.push(part);
    }
    bytes.push(instruction, ...operands);
  }
  return bytes;
}

function inserts(content: Buffer): number[] {
  const bytes: number[] = [];
  for (let at = 0; at < content.length; at += largestInsert) {
    const part = content.subarray(at, at + largestInsert);
    bytes.push(part.length, ...part);
  }
  return bytes;
}
