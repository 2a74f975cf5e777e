/** A store's name, and where its values file is: the name of the file is the name of the store. */

export const storeNamePattern = /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/;

export const storeNameRule = "a lower-case DNS label of at most 40 characters: a-z, 0-9 and inner hyphens";

/** Folder of all values files, with the slash. */
export const storesFolder = "stores/";

export function isStoreName(name: string): boolean {
  return storeNamePattern.test(name);
}

/** `acme` → `stores/a/acme.yaml`. */
export function storePath(name: string): string {
  return `${storesFolder}${name.charAt(0)}/${name}.yaml`;
}

/** `stores/a/acme.yaml` → `acme`; undefined when no store can have that path. */
export function storeNameOf(path: string): string | undefined {
  const name = /^stores\/[a-z0-9]\/([^/]+)\.yaml$/.exec(path)?.[1];
  return name !== undefined && isStoreName(name) && storePath(name) === path ? name : undefined;
}
