const PARTS = [
  "first_name",
  "last_name",
  "address_1",
  "address_2",
  "city",
  "province",
  "postal_code",
  "country_code",
  "phone",
] as const;

/** The parts of an address that are known. */
export type AddressParts = { readonly [Part in (typeof PARTS)[number]]?: string };

type Source = { readonly [Part in (typeof PARTS)[number]]?: string | null | undefined } | null | undefined;

/** Each part from the first source that has it. */
export function firstKnown(...sources: readonly Source[]): AddressParts {
  const known = PARTS.flatMap((part) => {
    const value = sources.map((source) => source?.[part]).find((text) => text);
    return value ? [[part, value] as const] : [];
  });
  return Object.fromEntries(known);
}
