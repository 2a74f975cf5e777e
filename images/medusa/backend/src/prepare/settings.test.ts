import { describe, expect, it } from "vitest";
import { readPrepareSettings } from "./settings";

const complete = { DATABASE_HOST: "db", POSTGRES_PASSWORD: "x", ADMIN_EMAIL: "a@b.c", ADMIN_PASSWORD: "y" };

describe("readPrepareSettings", () => {
  it("fills in what may be left out", () => {
    expect(readPrepareSettings(complete)).toMatchObject({ storeName: "Store", currency: "usd", waitSeconds: 120 });
  });

  it("names everything that is missing at once", () => {
    expect(() => readPrepareSettings({})).toThrow(/No database[\s\S]*ADMIN_EMAIL[\s\S]*ADMIN_PASSWORD/);
  });

  it("refuses a currency or a wait that makes no sense", () => {
    expect(() => readPrepareSettings({ ...complete, STORE_CURRENCY: "dollars" })).toThrow(/three letters/);
    expect(() => readPrepareSettings({ ...complete, WAIT_SECONDS: "soon" })).toThrow(/WAIT_SECONDS/);
  });
});
