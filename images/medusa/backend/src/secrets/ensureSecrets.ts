import type { SecretsApi } from "./kubernetesApi";
import { newStoreSecrets } from "./secretValues";

/** What `ensureSecrets` found or made; never the values. */
export interface EnsuredSecrets {
  readonly madeSecrets: boolean;
  readonly madeCredentials: boolean;
}

/**
 * Makes `store-secrets` and `store-credentials` where they are missing. Existing ones are never changed, several runs at once agree,
 * and a run after one that was killed half-way finishes its work: the credentials always show the password in `store-secrets`.
 */
export async function ensureSecrets(
  api: SecretsApi,
  adminEmail: string,
  labels: Readonly<Record<string, string>>,
): Promise<EnsuredSecrets> {
  const fresh = { ...newStoreSecrets(adminEmail) };
  const madeSecrets = await api.create("store-secrets", fresh, labels);
  const secrets = madeSecrets ? fresh : (await api.get("store-secrets"))?.data;
  const username = secrets?.ADMIN_EMAIL;
  const password = secrets?.ADMIN_PASSWORD;
  if (!username || !password) {
    throw new Error("Secret store-secrets lacks ADMIN_EMAIL or ADMIN_PASSWORD: add them, they are the admin's login.");
  }
  const madeCredentials = await api.create("store-credentials", { username, password }, labels);
  return { madeSecrets, madeCredentials };
}
