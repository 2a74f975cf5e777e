/**
 * What proves who is asking, for every request and for the streams too. Kept outside React: the API's client is no component.
 */
let headers: Readonly<Record<string, string>> = {};
const listeners = new Set<() => void>();
let refusal: string | undefined;

export function identityHeaders(): Readonly<Record<string, string>> {
  return headers;
}

/** Sets what all requests from now on carry; whatever was refused before is forgotten. */
export function setIdentityHeaders(next: Readonly<Record<string, string>>): void {
  headers = next;
  setRefusal(undefined);
}

/** Called when the API doesn't take the proof any more; `why` is for the person. */
export function noteRefusal(why: string): void {
  setRefusal(why);
}

/** Why nobody is let in right now; undefined while the proof is good. */
export function currentRefusal(): string | undefined {
  return refusal;
}

export function onRefusalChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function setRefusal(next: string | undefined): void {
  if (refusal === next) return;
  refusal = next;
  for (const listener of listeners) listener();
}
