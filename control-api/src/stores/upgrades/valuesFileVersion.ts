import { readValuesFile } from "../valuesFile.ts";

/** The chart version that the text of a values file names; undefined when it can't be read. */
export function valuesFileVersion(text: string): string | undefined {
  return readValuesFile(text).file?.store.chartVersion;
}
