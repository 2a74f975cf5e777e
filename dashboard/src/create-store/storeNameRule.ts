/** The API's rule for a store's name (schema StoreName), repeated so that it can be told while typing. */
const STORE_NAME = /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/;

/** What is wrong with a name, in words that say how to mend it; undefined when nothing is. */
export function whatIsWrongWithName(name: string): string | undefined {
  if (name === "") return "Give the store a name.";
  if (STORE_NAME.test(name)) return undefined;
  if (name.length > 40) return "Use at most 40 characters.";
  if (/[A-Z]/.test(name)) return "Use small letters only.";
  if (/\s/.test(name)) return "Use hyphens instead of spaces.";
  if (name.startsWith("-") || name.endsWith("-")) return "Begin and end with a letter or a digit.";
  return "Use only small letters a to z, digits and hyphens.";
}

/** A display name made from a name: "acme-shoes" becomes "Acme Shoes". */
export function suggestDisplayName(name: string): string {
  return name
    .split("-")
    .filter((word) => word !== "")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
}
