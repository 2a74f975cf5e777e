import { describe, expect, it } from "vitest";
import { defaultAdminEmail, newStoreSecrets } from "./secretValues";

describe("newStoreSecrets", () => {
  it("makes values that differ from each other and from store to store", () => {
    const values = [...Object.values(newStoreSecrets("a@b.c")), ...Object.values(newStoreSecrets("d@e.f"))];
    expect(new Set(values).size).toBe(12);
  });

  it("needs no escaping in an address", () => {
    for (const value of Object.values(newStoreSecrets("a"))) expect(value).toMatch(/^[\w-]+$/);
  });
});

describe("defaultAdminEmail", () => {
  it.each([
    ["Acme Shoes", "admin@acme-shoes.example"],
    ["Ünï & Söhne!", "admin@u-ni-so-hne.example"],
    ["店", "admin@store.example"],
    [undefined, "admin@store.example"],
  ])("turns %s into %s", (name, email) => {
    expect(defaultAdminEmail(name)).toBe(email);
  });
});
