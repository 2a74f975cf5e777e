import { describe, expect, it } from "vitest";
import { dashboardOrigin, databaseUrl, missingToServe, redisUrl, shopOrigin } from "./environment";

describe("databaseUrl", () => {
  it("prefers a whole address", () => {
    expect(databaseUrl({ DATABASE_URL: "postgres://a/b", DATABASE_HOST: "c" })).toBe("postgres://a/b");
  });

  it("puts parts together and escapes what a password may hold", () => {
    expect(databaseUrl({ DATABASE_HOST: "db", POSTGRES_PASSWORD: "p@ss/w:rd#%" })).toBe(
      "postgres://medusa:p%40ss%2Fw%3Ard%23%25@db:5432/medusa",
    );
  });

  it("is undefined without a host", () => {
    expect(databaseUrl({ POSTGRES_PASSWORD: "x" })).toBeUndefined();
  });
});

describe("redisUrl", () => {
  it("is undefined without Redis and carries the password with it", () => {
    expect(redisUrl({ REDIS_PASSWORD: "x" })).toBeUndefined();
    expect(redisUrl({ REDIS_HOST: "cache", REDIS_PASSWORD: "a:b" })).toBe("redis://:a%3Ab@cache:6379");
  });
});

describe("shopOrigin", () => {
  it("has no trailing slash", () => {
    expect(shopOrigin({ SHOP_ORIGIN: "https://acme.example/" })).toBe("https://acme.example");
  });
});

describe("missingToServe", () => {
  it("names each missing part and is silent when all is there", () => {
    expect(missingToServe({ JWT_SECRET: "x" })).toHaveLength(2);
    expect(missingToServe({ JWT_SECRET: "x", COOKIE_SECRET: "y", DATABASE_HOST: "db" })).toEqual([]);
  });
});

describe("dashboardOrigin", () => {
  it("is the origin of an address, and undefined without one that makes sense", () => {
    expect(dashboardOrigin({ DASHBOARD_URL: "https://storeplane.example.com/app/" })).toBe(
      "https://storeplane.example.com",
    );
    expect(dashboardOrigin({})).toBeUndefined();
    expect(dashboardOrigin({ DASHBOARD_URL: "*; script-src *" })).toBeUndefined();
  });
});
