// @vitest-environment jsdom
import { afterEach, expect, test, vi } from "vitest";
import { fixtureFetch } from "../../fixtures/fixtureFetch.ts";
import { createQueryClient } from "../api/queryClient.ts";
import { queryKeys } from "../api/queryKeys.ts";
import { rememberSignInMode } from "../identity/signInMode.ts";
import { askAhead } from "./askAhead.ts";

afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
});

/** The addresses that are asked when a page is opened. */
function askedAt(pathname: string, search = "") {
  const fetch = vi.fn(fixtureFetch("busy"));
  vi.stubGlobal("fetch", fetch);
  const client = createQueryClient();
  askAhead(client, { pathname, search });
  const asked = async () => {
    await vi.waitUntil(() => client.isFetching() === 0);
    return fetch.mock.calls
      .map(([request]) => new URL((request as Request).url))
      .map((url) => url.pathname + url.search);
  };
  return { client, asked };
}

test("the list is asked for as the address filters it, and is where the page looks for it", async () => {
  const { client, asked } = askedAt("/stores", "?status=Ready&sort=-createdAt");
  expect(await asked()).toContain("/api/stores?status=Ready&sort=-createdAt&limit=60");
  const filters = { status: "Ready", sort: "-createdAt" };
  expect(client.getQueryData(queryKeys.storeList(filters))).toBeDefined();
});

test("other pages don't ask for the list", async () => {
  expect(await askedAt("/changes").asked()).toEqual(["/api/platform"]);
});

test("where people sign in, only what anybody may know is asked before they have", async () => {
  rememberSignInMode("oidc");
  expect(await askedAt("/stores").asked()).toEqual(["/api/platform"]);
});
