import { readFile } from "node:fs/promises";
import { stringify } from "yaml";
import { writeIfChanged } from "../process/writeIfChanged.ts";
import type { KeyPair } from "./certificates.ts";

const base64 = async (file: string): Promise<string> => (await readFile(file)).toString("base64");

/** Writes a kubeconfig that stands alone: certificates and key are in it, and only its owner can read it. */
export async function writeKubeconfig(
  file: string,
  options: { name: string; server: string; authority: string; client: KeyPair; namespace?: string },
): Promise<void> {
  const { name, server, authority, client, namespace } = options;
  const text = stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name, cluster: { server, "certificate-authority-data": await base64(authority) } }],
    users: [
      {
        name,
        user: {
          "client-certificate-data": await base64(client.certificate),
          "client-key-data": await base64(client.key),
        },
      },
    ],
    contexts: [{ name, context: { cluster: name, user: name, ...(namespace ? { namespace } : {}) } }],
    "current-context": name,
  });
  await writeIfChanged(file, text, 0o600);
}
