/** Commits, pull requests and what undoes them. */
import { z } from "zod";
import { backupId, latestBackup, revivedData } from "./backups.ts";
import { storeName } from "./names.ts";

export const commit = z
  .object({
    id: z.string(),
    subject: z.string(),
    body: z.string(),
    author: z.object({ name: z.string(), email: z.string() }),
    committedAt: z.iso.datetime(),
    verified: z.boolean().meta({ description: "Signed by the control API, so actor and reason are its word" }),
    actor: z.string().optional(),
    requestId: z.string().optional(),
    reason: z.string().optional(),
    operation: z.enum(["create", "update", "delete", "revert", "confirm-deletions"]).optional(),
    backup: z.literal("skip").optional().meta({ description: "Of a deletion: without the backup before it" }),
    upgrade: z.string().optional().meta({ description: "The upgrade of many stores that it is part of" }),
  })
  .meta({ id: "Commit" });

export const changeMode = z.enum(["direct", "pull-request"]).meta({
  id: "ChangeMode",
  description: "`direct`: a commit at once; `pull-request`: for people to merge. As the platform is set when left out",
});

export const pullRequest = z
  .object({
    number: z.int(),
    url: z.string().meta({ description: "Its page on the Git server" }),
    branch: z.string(),
    title: z.string(),
    state: z.enum(["open", "merged", "closed"]),
    openedAt: z.iso.datetime(),
    ours: z.boolean().meta({ description: "Opened by the control API, so operation and actor are its word" }),
    operation: commit.shape.operation,
    actor: z.string().optional(),
    autoMerge: z.boolean().meta({ description: "The Git server merges it once the branch's rules are met" }),
  })
  .meta({ id: "PullRequest" });

export const revertRequest = z
  .strictObject({
    commit: z.string().regex(/^[0-9a-f]{40}$/),
    restore: revivedData.optional(),
    reason: z.string().max(500).optional(),
    mode: changeMode.optional(),
  })
  .meta({ id: "RevertRequest" });

export const restoreRequest = z
  .strictObject({
    commit: revertRequest.shape.commit.optional().meta({ description: "Take the values file back to this commit" }),
    restore: revivedData.optional(),
    snapshot: z.union([backupId, latestBackup]).optional().meta({ description: "Take the data back to this backup" }),
    reason: z.string().max(500).optional(),
    mode: changeMode.optional(),
  })
  .refine(({ commit, snapshot }) => (commit === undefined) !== (snapshot === undefined), {
    message: "must name either a commit, for the file, or a snapshot, for the data",
  })
  .meta({ id: "RestoreRequest" });

export const commitDiff = z
  .object({
    commit,
    files: z.array(
      z.object({ path: z.string(), before: z.string().optional(), after: z.string().optional(), patch: z.string() }),
    ),
  })
  .meta({ id: "CommitDiff" });

export const commitList = z.object({ items: z.array(commit), nextCursor: z.string().optional() }).meta({
  id: "CommitList",
});

export const commitResult = z.object({ commit }).meta({ id: "CommitResult" });

export const reasonOnly = z
  .strictObject({ reason: z.string().max(500).optional(), mode: changeMode.optional() })
  .meta({ id: "ReasonOnly" });

export const confirmDeletions = z
  .strictObject({
    names: z.array(storeName).min(1).max(1000),
    reason: z.string().max(500).optional(),
    mode: changeMode.optional(),
  })
  .meta({ id: "ConfirmDeletions" });
