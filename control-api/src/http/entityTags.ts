/** `any` for `*`; else the strong tags of the list: weak ones never match a change's precondition (RFC 9110, 13.1.1). */
export type IfMatch = "any" | readonly string[];

// Without the comma, which parts a list: our own tags hold none, and others' match nothing anyway.
const tag = /^(W\/)?"([\x21\x23-\x2b\x2d-\x7e\x80-\xff]*)"$/;

/** What `readIfMatch` can read, for the API's description. */
export const ifMatchPattern =
  /^\s*(\*|(W\/)?"[\x21\x23-\x2b\x2d-\x7e\x80-\xff]*"(\s*,\s*(W\/)?"[\x21\x23-\x2b\x2d-\x7e\x80-\xff]*")*)\s*$/;

/** Reads an If-Match header; undefined when it isn't one. */
export function readIfMatch(header: string): IfMatch | undefined {
  if (header.trim() === "*") return "any";
  const strong: string[] = [];
  for (const part of header.split(",")) {
    const match = tag.exec(part.trim());
    if (!match) return undefined;
    if (match[1] === undefined && match[2] !== undefined) strong.push(match[2]);
  }
  return strong;
}

/** The header that names a version of a values file. */
export function entityTag(blobId: string | undefined): Record<string, string> {
  return blobId === undefined ? {} : { ETag: `"${blobId}"` };
}
