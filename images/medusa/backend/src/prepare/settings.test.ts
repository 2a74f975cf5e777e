import { describe, expect, it } from "vitest";
import { missingToPrepare, readPrepareSettings } from "./settings";

const complete = { DATABASE_HOST: "db", POSTGRES_PASSWORD: "x", ADMIN_EMAIL: "a@b.c", ADMIN_PASSWORD: "y" };

describe("readPrepareSettings", () => {
  it("fills in what may be left out", () => {
    expect(readPrepareSettings(complete)).toMatchObject({ storeName: "Store", currency: "usd", waitSeconds: 120 });
  });
});

describe("missingToPrepare", () => {
  it("is silent when all is there, and names everything that is missing at once", () => {
    expect(missingToPrepare(complete)).toEqual([]);
    expect(missingToPrepare({}).join("\n")).toMatch(/ADMIN_EMAIL[\s\S]*ADMIN_PASSWORD/);
  });

  it("refuses a currency or a wait that makes no sense", () => {
    expect(missingToPrepare({ ...complete, STORE_CURRENCY: "dollars" })).toEqual([
      expect.stringMatching(/three letters/),
    ]);
    expect(missingToPrepare({ ...complete, WAIT_SECONDS: "soon" })).toEqual([expect.stringMatching(/WAIT_SECONDS/)]);
  });
});
