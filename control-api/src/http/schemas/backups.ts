/** Backups of stores. */
import { z } from "zod";
import { backupReasons } from "../../backups/backup.ts";

export const backupId = z
  .string()
  .regex(/^[0-9a-f]{8,64}$/, "must be the id of a backup, or at least its first 8 digits")
  .meta({ id: "BackupId" });

export const latestBackup = z.literal("latest");

export const revivedData = z
  .union([backupId, latestBackup, z.literal("none")])
  .meta({ description: "For a store that comes back after its deletion: a backup whose data it gets, or none" });

export const backup = z
  .object({
    id: z.string(),
    time: z.iso.datetime(),
    reason: z.enum(backupReasons),
    owner: z.string().meta({ description: "Who owned the store then" }),
    engine: z.string(),
    chartVersion: z.string().meta({ description: "Release of the chart that ran then" }),
    sizeBytes: z.number().optional().meta({ description: "Of what it holds; left out where that wasn't noted" }),
  })
  .meta({ id: "Backup" });

export const backupList = z
  .object({
    enabled: z.boolean().meta({ description: "Whether the store is backed up" }),
    detail: z.string().optional().meta({ description: "Why it isn't" }),
    backups: z.array(backup).meta({ description: "The newest first" }),
  })
  .meta({ id: "BackupList" });
