import { Document } from "yaml";
import { isJsonObject, type JsonObject } from "./mergePatch.ts";
import type { StoreSettings } from "./storeSettings.ts";
import { valuesText } from "./valuesText.ts";

/** Text of the values file of a new store. Settings that have their default are left out; `values` holds the engine's keys. */
export function newValuesFile(
  settings: Omit<StoreSettings, "cluster" | "suspended"> & Partial<StoreSettings>,
  values: JsonObject = {},
): string {
  const { engine, chartVersion, owner, displayName, cluster, suspended } = settings;
  const store = {
    engine,
    chartVersion,
    owner,
    ...(displayName && { displayName }),
    ...(cluster && cluster !== "in-cluster" && { cluster }),
    ...(suspended && { suspended }),
  };
  const document = new Document({ store, ...withoutEmpty(values) }, { version: "1.2", aliasDuplicateObjects: false });
  document.commentBefore = ` yaml-language-server: $schema=../../schemas/${engine}-${chartVersion}.json`;
  return valuesText(document);
}

/** As in a merge patch, `null` means that the key isn't wanted. */
function withoutEmpty(values: JsonObject): JsonObject {
  const entries = Object.entries(values).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(entries.map(([key, value]) => [key, isJsonObject(value) ? withoutEmpty(value) : value]));
}
