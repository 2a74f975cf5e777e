/** What a shopper without an account knows of an order. */
export interface LookupRequest {
  readonly email: string;
  /** The number that the shop shows, without its #. */
  readonly number: number;
}

/** Reads a request's body; undefined when it can't be anybody's order. */
export function readLookup(body: unknown): LookupRequest | undefined {
  if (typeof body !== "object" || body === null) return undefined;
  const { email, number } = body as Readonly<Record<string, unknown>>;
  if (typeof email !== "string" || email.length > 320 || !/^\S+@\S+$/.test(email.trim())) return undefined;
  const digits = /^#?(\d{1,9})$/.exec(String(number ?? "").trim())?.[1];
  if (digits === undefined) return undefined;
  return { email: email.trim().toLowerCase(), number: Number(digits) };
}

/** A text as a pattern of SQL's LIKE that fits nothing else. */
export function literally(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
