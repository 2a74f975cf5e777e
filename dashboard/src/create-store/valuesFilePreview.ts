import { stringify } from "yaml";

interface PreviewInput {
  readonly name: string;
  readonly displayName: string;
  readonly engine: string;
  readonly chartVersion: string;
  readonly owner: string;
  readonly values: Record<string, unknown>;
}

/** Where the store's file will be in the stores repository. */
export function valuesFilePath(name: string): string {
  return name === "" ? "stores/…" : `stores/${name.charAt(0)}/${name}.yaml`;
}

/** The values file as it will be committed, as near as the page can tell; quoted so that YAML 1.1 and 1.2 agree on it. */
export function valuesFilePreview({ displayName, engine, chartVersion, owner, values }: PreviewInput): string {
  const store = { engine, chartVersion, owner, ...(displayName === "" ? {} : { displayName }) };
  return stringify({ store, ...values }, { lineWidth: 0, version: "1.1" });
}
