/** Stores: what is shown of them, and what is asked for. */
import { z } from "zod";
import { chartVersionPattern } from "../../stores/storeSettings.ts";
import { backupId, latestBackup } from "./backups.ts";
import { changeMode, commit, pullRequest } from "./changes.ts";
import { storeName } from "./names.ts";

export const statusPhase = z
  .enum([
    "Pending",
    "Provisioning",
    "Ready",
    "Updating",
    "Suspended",
    "Degraded",
    "Failed",
    "Deleting",
    "Blocked",
    "Unknown",
  ])
  .meta({ id: "StatusPhase" });

export const resource = z
  .object({
    group: z.string(),
    kind: z.string(),
    namespace: z.string().optional(),
    name: z.string(),
    sync: z.string().optional().meta({ description: "Synced, OutOfSync or Unknown" }),
    health: z
      .string()
      .optional()
      .meta({ description: "Healthy, Progressing, Degraded, Suspended, Missing or Unknown" }),
    message: z.string().optional(),
    createdAt: z.iso.datetime().optional().meta({ description: "Where it is known" }),
    get children() {
      return z
        .array(resource)
        .readonly()
        .optional()
        .meta({ description: "What it made in turn, newest first, e.g. Deployment → ReplicaSet → Pod" });
    },
  })
  .meta({ id: "Resource" });

export const storeStatus = z
  .object({
    phase: statusPhase,
    reason: z.string().meta({ description: "Why, in plain words" }),
    progress: z.object({ healthy: z.int(), total: z.int() }),
    desiredRevision: z.string().optional().meta({ description: "The commit that last touched the values file" }),
    liveRevision: z.string().optional().meta({ description: "The revision that Argo CD last synced" }),
    observedAt: z.iso.datetime().meta({ description: "When the live state was last seen" }),
    lastKnownPhase: statusPhase.optional().meta({ description: "Given when the phase is Unknown" }),
  })
  .meta({ id: "StoreStatus" });

export const store = z
  .object({
    name: storeName,
    displayName: z.string(),
    engine: z.string(),
    chartVersion: z.string(),
    owner: z.string(),
    cluster: z.string(),
    suspended: z.boolean(),
    status: storeStatus,
    links: z.object({
      shop: z.string(),
      platform: z.string().meta({ description: "The shop by the platform's own address, whatever its main domain" }),
      admin: z.string().optional(),
      argocd: z.string().optional(),
    }),
    createdAt: z.iso.datetime().optional(),
    readyAt: z.iso.datetime().optional().meta({ description: "First time this process saw it Ready" }),
    lastCommit: commit.optional(),
    deletion: z
      .object({
        deleteAfter: z.iso
          .datetime()
          .optional()
          .meta({ description: "End of the grace period; the file can be restored until then" }),
        needsConfirmation: z.boolean(),
        commit: commit.optional(),
        backup: z
          .object({
            state: z.enum(["waiting", "running", "failed"]),
            reason: z.string().optional().meta({ description: "Why it failed, or what keeps it from running" }),
          })
          .optional()
          .meta({ description: "The backup before its data goes: while it fails the store stays" }),
      })
      .optional(),
    backupFailure: z
      .object({ at: z.iso.datetime().optional(), reason: z.string() })
      .optional()
      .meta({ description: "The last scheduled backup failed" }),
    pendingChanges: z
      .array(pullRequest)
      .optional()
      .meta({ description: "Open pull requests that touch the values file; a store that one adds is Pending" }),
  })
  .meta({ id: "Store" });

export const storeDetail = store
  .extend({
    path: z.string(),
    valuesFile: z.string().optional().meta({ description: "Text of the values file at the branch tip" }),
    values: z.record(z.string(), z.unknown()).optional().meta({ description: "The engine's values, without `store`" }),
  })
  .meta({ id: "StoreDetail" });

export const blockedFile = z
  .object({ path: z.string(), message: z.string(), commit: commit.optional(), storeName: z.string().optional() })
  .meta({ id: "BlockedFile" });

export const storeList = z
  .object({
    items: z.array(store),
    total: z.int(),
    counts: z
      .partialRecord(statusPhase, z.int())
      .meta({ description: "Stores by phase among those that match everything but `status`" }),
    nextCursor: z.string().optional(),
    blocked: z.array(blockedFile),
  })
  .meta({ id: "StoreList" });

const chartVersion = z.string().regex(chartVersionPattern, "must be a version of the engine's chart like 1.0.0");

export const createStore = z
  .strictObject({
    name: storeName,
    engine: z.string().min(1),
    chartVersion: chartVersion
      .optional()
      .meta({ description: "Newest released version of the engine's chart when left out" }),
    displayName: z.string().max(80).optional(),
    cluster: z
      .string()
      .min(1)
      .max(253)
      .optional()
      .meta({ description: "Argo CD's name of the cluster; in-cluster when left out. Can't change later" }),
    values: z.record(z.string(), z.unknown()).default({}),
    restore: z
      .strictObject({ store: storeName, snapshot: z.union([backupId, latestBackup]) })
      .optional()
      .meta({ description: "Begin with the data of a backup, of this store or another one: a clone" }),
    reason: z.string().max(500).optional(),
    mode: changeMode.optional(),
  })
  .meta({ id: "CreateStore" });

export const proposedChange = z
  .object({ pullRequest, store: storeDetail.optional() })
  .meta({ id: "ProposedChange", description: "Nothing is changed until the pull request is merged" });

export const changeResult = z.object({ store: storeDetail.optional(), commit }).meta({ id: "ChangeResult" });

export const updateStore = z
  .strictObject({
    displayName: z.string().max(80).nullable().optional(),
    suspended: z.boolean().nullable().optional(),
    chartVersion: chartVersion.optional(),
    values: z
      .record(z.string(), z.unknown())
      .nullable()
      .optional()
      .meta({ description: "Merged into the engine's values; null removes a key, or all of them (RFC 7396)" }),
    reason: z.string().max(500).optional(),
    mode: changeMode.optional(),
  })
  .meta({ id: "UpdateStore", description: "A merge patch (RFC 7396) of a store" });

export const upgradeStore = z
  .strictObject({
    chartVersion: chartVersion
      .optional()
      .meta({ description: "Newest released version when neither this nor values are given" }),
    values: z
      .record(z.string(), z.unknown())
      .optional()
      .meta({ description: "Merge patch of the engine's values, e.g. of images" }),
    backup: z
      .boolean()
      .optional()
      .meta({ description: "Back it up before: as a rule, where backups are made; false: don't; true: or refuse" }),
    reason: z.string().max(500).optional(),
    mode: changeMode.optional(),
  })
  .meta({ id: "UpgradeStore" });

export const syncResult = z
  .object({
    state: z.enum(["started", "running", "requested"]).meta({
      description:
        "started: a sync of the newest commit; running: one ran already; requested: there is no Application yet, its set was asked for it",
    }),
    terminated: z.boolean().meta({ description: "An operation that hung was ended first" }),
    detail: z.string(),
  })
  .meta({ id: "SyncResult" });
