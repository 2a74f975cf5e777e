import { describe, expect, it } from "vitest";
import { ensureSecrets } from "./ensureSecrets";
import type { SecretsApi } from "./kubernetesApi";

function namespaceWith(secrets: Map<string, Record<string, string>>): SecretsApi {
  return {
    async get(name) {
      const data = secrets.get(name);
      return data && { data };
    },
    async create(name, values) {
      if (secrets.has(name)) return false;
      secrets.set(name, { ...values });
      return true;
    },
  };
}

describe("ensureSecrets", () => {
  it("makes both, with the admin's login in the one that people may see", async () => {
    const secrets = new Map<string, Record<string, string>>();
    expect(await ensureSecrets(namespaceWith(secrets), "a@shop.example", {})).toEqual({
      madeSecrets: true,
      madeCredentials: true,
    });
    expect(secrets.get("store-credentials")).toEqual({
      username: "a@shop.example",
      password: secrets.get("store-secrets")?.ADMIN_PASSWORD,
    });
  });

  it("changes nothing the second time", async () => {
    const secrets = new Map<string, Record<string, string>>();
    await ensureSecrets(namespaceWith(secrets), "a@shop.example", {});
    const before = structuredClone(secrets);
    expect(await ensureSecrets(namespaceWith(secrets), "b@shop.example", {})).toEqual({
      madeSecrets: false,
      madeCredentials: false,
    });
    expect(secrets).toEqual(before);
  });

  it("finishes what a killed run left half done, with the same password", async () => {
    const secrets = new Map<string, Record<string, string>>();
    await ensureSecrets(namespaceWith(secrets), "a@shop.example", {});
    const credentials = secrets.get("store-credentials");
    secrets.delete("store-credentials");
    await ensureSecrets(namespaceWith(secrets), "a@shop.example", {});
    expect(secrets.get("store-credentials")).toEqual(credentials);
  });
});
