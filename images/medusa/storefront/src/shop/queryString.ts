/**
 * Writes a query as the Medusa API reads it: `a=1&b[c]=2&d[0]=3`. Stands in for the library `qs` of Medusa's SDK, whose
 * call with `skipNulls` this answers.
 */
export function stringify(query: object): string {
  const parts: string[] = [];
  const write = (key: string, value: unknown): void => {
    if (value === undefined || value === null) return;
    if (typeof value === "object" && !(value instanceof Date)) {
      for (const [inner, one] of Object.entries(value)) write(key === "" ? inner : `${key}[${inner}]`, one);
      return;
    }
    const text = value instanceof Date ? value.toISOString() : String(value);
    parts.push(`${encodeURIComponent(key)}=${encodeURIComponent(text)}`);
  };
  write("", query);
  return parts.join("&");
}
