import { expect, it } from "vitest";
import { gitHubAddress } from "./gitHubAddress.ts";

it.each([
  ["https://github.com/acme/stores.git", undefined, "https://api.github.com"],
  ["https://github.com/acme/stores", undefined, "https://api.github.com"],
  ["https://git.acme.example/acme/stores.git", undefined, "https://git.acme.example/api/v3"],
  ["https://github.com/acme/stores.git", "https://proxy.example/api/", "https://proxy.example/api"],
])("knows where the API of %s is", (url, given, apiUrl) => {
  expect(gitHubAddress(url, given)).toEqual({ owner: "acme", repo: "stores", apiUrl });
});

it("says what a repository's URL looks like when it is none", () => {
  expect(() => gitHubAddress("https://github.com/acme")).toThrow(/<owner>\/<repository>/);
});
