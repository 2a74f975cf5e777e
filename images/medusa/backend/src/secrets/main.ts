import { ensureSecrets } from "./ensureSecrets";
import { podSecretsApi } from "./kubernetesApi";
import { defaultAdminEmail } from "./secretValues";

function labelsFrom(text: string | undefined): Record<string, string> {
  if (!text) return {};
  const parsed: unknown = JSON.parse(text);
  const entries = typeof parsed === "object" && parsed !== null ? Object.entries(parsed) : [];
  const labels: Record<string, string> = {};
  for (const [key, value] of entries) {
    if (typeof value !== "string") throw new Error(`SECRET_LABELS: the value of "${key}" must be a string.`);
    labels[key] = value;
  }
  return labels;
}

async function main(): Promise<void> {
  const email = process.env.ADMIN_EMAIL || defaultAdminEmail(process.env.STORE_NAME);
  const id = process.env.ROTATION;
  const { madeSecrets, madeCredentials, rotated } = await ensureSecrets(
    podSecretsApi(),
    email,
    labelsFrom(process.env.SECRET_LABELS),
    id ? { id, of: (process.env.ROTATION_OF ?? "").split(" ").filter(Boolean) } : undefined,
  );
  const secrets = madeSecrets ? "made" : rotated ? "rotated" : "kept";
  console.log(`store-secrets: ${secrets}, store-credentials: ${madeCredentials ? "made" : "kept"}`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
