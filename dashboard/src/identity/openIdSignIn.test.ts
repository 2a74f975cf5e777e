import { expect, test } from "vitest";
import { clientSettings } from "./openIdSignIn.ts";

const auth = { mode: "oidc", issuer: "https://login.example.com", clientId: "dashboard", scopes: ["openid"] } as const;
const settingsWith = (more: object) =>
  clientSettings({ ...auth, scopes: [...auth.scopes], ...more }, "https://shops.example.com");

test("the provider is told what the token is for, in the way that it understands", () => {
  expect(settingsWith({ audience: { parameter: "resource", value: "storeplane" } })).toMatchObject({
    resource: "storeplane",
  });
  expect(settingsWith({ audience: { parameter: "audience", value: "storeplane" } })).toMatchObject({
    extraQueryParams: { audience: "storeplane" },
  });
  const plain = settingsWith({});
  expect(plain).not.toHaveProperty("resource");
  expect(plain).not.toHaveProperty("extraQueryParams");
});

test("sessions are renewed only where the provider was asked for what that takes", () => {
  expect(settingsWith({}).automaticSilentRenew).toBe(false);
  expect(settingsWith({ scopes: ["openid", "offline_access"] }).automaticSilentRenew).toBe(true);
});
