import type { SecretsApi } from "./kubernetesApi";
import { newStoreSecrets, rotatable } from "./secretValues";

/** What `ensureSecrets` found or made; never the values. */
export interface EnsuredSecrets {
  readonly madeSecrets: boolean;
  readonly madeCredentials: boolean;
  readonly rotated: boolean;
}

/** A wish to have secrets made anew, once. */
export interface Rotation {
  /** Tells this wish from earlier ones. */
  readonly id: string;
  /** Keys of `rotatable`. */
  readonly of: readonly string[];
}

/**
 * Makes `store-secrets` and `store-credentials` where they are missing. Existing ones are never changed but for a rotation, several runs
 * at once agree, and a run after one that was killed half-way finishes its work: the credentials always show the password in `store-secrets`.
 * A rotation leaves a key named after it, which pods wait for, so that none starts with the former values.
 */
export async function ensureSecrets(
  api: SecretsApi,
  adminEmail: string,
  labels: Readonly<Record<string, string>>,
  rotation?: Rotation,
): Promise<EnsuredSecrets> {
  const mark = rotation && { [`rotation.${rotation.id}`]: rotation.of.join(" ") };
  const fresh: Record<string, string> = { ...newStoreSecrets(adminEmail), ...mark };
  const madeSecrets = await api.create("store-secrets", fresh, labels);
  const secrets = madeSecrets ? fresh : (await api.get("store-secrets"))?.data;
  const username = secrets?.ADMIN_EMAIL;
  const password = secrets?.ADMIN_PASSWORD;
  if (!username || !password) {
    throw new Error("Secret store-secrets lacks ADMIN_EMAIL or ADMIN_PASSWORD: add them, they are the admin's login.");
  }
  const madeCredentials = await api.create("store-credentials", { username, password }, labels);
  const due = rotation !== undefined && secrets[`rotation.${rotation.id}`] === undefined;
  const fresher = due ? renewed(rotation.of) : {};
  if (due) await api.update("store-secrets", { ...fresher, ...mark });
  // Also where an earlier run came no further than this.
  if (rotation?.of.includes("admin"))
    await api.update("store-credentials", { password: fresher.ADMIN_PASSWORD ?? password });
  return { madeSecrets, madeCredentials, rotated: due };
}

function renewed(groups: readonly string[]): Record<string, string> {
  const fresh = newStoreSecrets("");
  const keys = groups.flatMap((group) => rotatable[group] ?? []);
  return Object.fromEntries(keys.map((key) => [key, fresh[key]]));
}
