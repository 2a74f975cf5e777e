import type { QueryClient } from "@tanstack/react-query";
import { lastSignInMode } from "../identity/signInMode.ts";
import { platformQuery } from "../platform/platformQuery.ts";
import { enginesQuery } from "../stores/enginesQuery.ts";
import { storeFiltersOf } from "../stores/storeFilters.ts";
import { storeListQuery } from "../stores/storeListQuery.ts";

/** Asks for what the page of this address shows first; the components find it in the cache, or on its way there. */
export function askAhead(client: QueryClient, { pathname, search }: Pick<Location, "pathname" | "search">): void {
  void client.prefetchQuery(platformQuery);
  // Where people sign in, nothing else is told to who hasn't yet.
  if (lastSignInMode() === "oidc" || (pathname !== "/" && pathname !== "/stores")) return;
  void client.prefetchInfiniteQuery(storeListQuery(storeFiltersOf(new URLSearchParams(search))));
  void client.prefetchQuery(enginesQuery);
}
