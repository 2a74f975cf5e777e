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
    async update(name, values) {
      secrets.set(name, { ...secrets.get(name), ...values });
    },
  };
}

describe("ensureSecrets", () => {
  it("makes both, with the admin's login in the one that people may see", async () => {
    const secrets = new Map<string, Record<string, string>>();
    expect(await ensureSecrets(namespaceWith(secrets), "a@shop.example", {})).toEqual({
      madeSecrets: true,
      madeCredentials: true,
      rotated: false,
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
      rotated: false,
    });
    expect(secrets).toEqual(before);
  });

  it("makes anew what a rotation names, once, and says that it did", async () => {
    const secrets = new Map<string, Record<string, string>>();
    const rotate = (id: string) => ensureSecrets(namespaceWith(secrets), "a@b.c", {}, { id, of: ["sessions"] });
    await ensureSecrets(namespaceWith(secrets), "a@b.c", {});
    const before = structuredClone(secrets.get("store-secrets"));
    expect((await rotate("one")).rotated).toBe(true);
    const after = structuredClone(secrets.get("store-secrets"));
    const changed = Object.keys(after ?? {}).filter((key) => before?.[key] !== after?.[key]);
    expect(changed.sort()).toEqual(["COOKIE_SECRET", "JWT_SECRET", "rotation.one"]);
    expect((await rotate("one")).rotated).toBe(false);
    expect(secrets.get("store-secrets")).toEqual(after);
    expect((await rotate("two")).rotated).toBe(true);
    expect(secrets.get("store-secrets")?.JWT_SECRET).not.toBe(after?.JWT_SECRET);
  });

  it("shows the admin's new password, also after a run that was killed before it could", async () => {
    const secrets = new Map<string, Record<string, string>>();
    const rotation = { id: "one", of: ["admin"] };
    await ensureSecrets(namespaceWith(secrets), "a@b.c", {});
    const before = secrets.get("store-credentials");
    await ensureSecrets(namespaceWith(secrets), "a@b.c", {}, rotation);
    const after = secrets.get("store-credentials");
    expect(after?.password).toBe(secrets.get("store-secrets")?.ADMIN_PASSWORD);
    expect(after?.password).not.toBe(before?.password);
    expect(after?.username).toBe("a@b.c");
    secrets.set("store-credentials", { ...before });
    await ensureSecrets(namespaceWith(secrets), "a@b.c", {}, rotation);
    expect(secrets.get("store-credentials")).toEqual(after);
  });

  it("counts a rotation as done where the secrets are only just made", async () => {
    const secrets = new Map<string, Record<string, string>>();
    const made = await ensureSecrets(namespaceWith(secrets), "a@b.c", {}, { id: "one", of: ["database"] });
    expect(made).toMatchObject({ madeSecrets: true, rotated: false });
    expect(secrets.get("store-secrets")).toHaveProperty(["rotation.one"]);
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
