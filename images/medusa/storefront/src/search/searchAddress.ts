/** The address of the results for a text. */
export function searchAddress(text: string): string {
  return text === "" ? "/search" : `/search?${new URLSearchParams({ q: text })}`;
}

/** The text that an address shows results for; empty on every other page. */
export function searchedText({ pathname, search }: { readonly pathname: string; readonly search: string }): string {
  return pathname === "/search" ? (new URLSearchParams(search).get("q") ?? "").trim() : "";
}
