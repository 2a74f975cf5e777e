/** Upgrades of many stores, wave by wave. */
import { z } from "zod";
import { changeMode } from "./changes.ts";
import { storeName } from "./names.ts";
import { statusPhase } from "./stores.ts";

const version = z.string().min(1).max(100);

export const beginUpgrade = z
  .strictObject({
    engine: z.string().min(1).max(63),
    to: version.optional().meta({ description: "Chart version; the newest released one when left out" }),
    names: z.array(storeName).min(1).max(10_000).optional().meta({ description: "Just these stores" }),
    selector: z
      .strictObject({
        owner: z.string().max(254).optional(),
        cluster: z.string().max(253).optional(),
        chartVersion: version.optional(),
        status: z.array(statusPhase).min(1).optional(),
      })
      .optional()
      .meta({ description: "All stores of the engine that match; without it and names, all" }),
    canary: z
      .int()
      .min(0)
      .max(100)
      .default(1)
      .meta({ description: "Stores of the first wave; 0: as many as of any other" }),
    batchSize: z.int().min(1).max(500).default(10).meta({ description: "Stores of a wave" }),
    readyWithinSeconds: z
      .int()
      .min(1)
      .max(86_400)
      .default(900)
      .meta({ description: "How long a store may take from its commit until it is Ready" }),
    reason: z.string().max(500).optional(),
    mode: changeMode.optional(),
    dryRun: z.boolean().default(false).meta({ description: "Only say what would be done" }),
  })
  .meta({ id: "BeginUpgrade" });

export const upgradePreview = z
  .object({
    to: z.string(),
    waves: z.array(
      z.array(
        z.object({
          name: storeName,
          from: z.string(),
          subject: z.string().meta({ description: "First line of the commit it would make" }),
        }),
      ),
    ),
    problems: z
      .array(z.object({ pointer: z.string(), detail: z.string() }))
      .meta({ description: "Why it can't be done as it is asked for; the upgrade isn't begun while there are any" }),
  })
  .meta({ id: "UpgradePreview" });

export const upgrade = z
  .object({
    id: z.string(),
    engine: z.string(),
    to: z.string(),
    state: z.enum(["running", "stopped", "done"]),
    why: z.string().optional().meta({ description: "Why it stopped" }),
    actor: z.string(),
    reason: z.string().optional(),
    canary: z.int(),
    batchSize: z.int(),
    readyWithinSeconds: z.int(),
    total: z.int().meta({ description: "Stores it is about" }),
    createdAt: z.iso.datetime(),
    beganAt: z.iso.datetime().meta({ description: "When it was last begun or resumed" }),
    endedAt: z.iso.datetime().optional(),
  })
  .meta({ id: "Upgrade" });

export const upgradeList = z.object({ items: z.array(upgrade) }).meta({ id: "UpgradeList" });

export const upgradeProgress = upgrade
  .extend({
    waves: z.array(
      z.array(
        z.object({
          name: storeName,
          from: z.string(),
          state: z.enum(["waiting", "rolling-out", "ready", "failed", "skipped", "taken-back"]),
          reason: z.string().optional(),
          commit: z.string().optional().meta({ description: "The commit it made" }),
        }),
      ),
    ),
  })
  .meta({ id: "UpgradeProgress" });

export const resumeUpgrade = z
  .strictObject({
    skipFailed: z.boolean().default(false).meta({ description: "Leave the stores that failed as they are" }),
  })
  .meta({ id: "ResumeUpgrade" });
