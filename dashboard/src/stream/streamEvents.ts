import type { BlockedFile, Platform, Store } from "../api/types.ts";

/** What the stream says, one per event name of the API. */
export type StreamEvent =
  | { readonly type: "store"; readonly store: Store }
  | { readonly type: "store-removed"; readonly name: string }
  | { readonly type: "blocked"; readonly files: BlockedFile[] }
  | { readonly type: "platform"; readonly platform: Platform };

/** Reads an event; undefined for what this version of the page does not know. */
export function parseStreamEvent(type: string, data: string): StreamEvent | undefined {
  let body: unknown;
  try {
    body = JSON.parse(data);
  } catch {
    return undefined;
  }
  if (typeof body !== "object" || body === null) return undefined;
  // The API answers on the page's own origin and types these by the same schemas as its OpenAPI document.
  if (type === "store" && "name" in body && "status" in body) return { type, store: body as Store };
  if (type === "store-removed" && "name" in body) return { type, name: String(body.name) };
  if (type === "blocked" && Array.isArray(body)) return { type, files: body as BlockedFile[] };
  if (type === "platform" && "startup" in body) return { type, platform: body as Platform };
  return undefined;
}
