/** Settings of stores' backups. Off unless a namespace is given. */
import { text, variable } from "./variable.ts";

export const backupVariables = {
  BACKUPS_NAMESPACE: variable(
    "Namespace, on each cluster, with the backups' repository and the stores' keys to it; the platform makes no backups without.",
    text.regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, "must be a name of a namespace").optional(),
    "set storeplane-backups, or leave it out",
  ),
  RESTIC: variable("Program that reads the backups' repository.", text.default("restic"), "set the path of restic"),
} as const;
