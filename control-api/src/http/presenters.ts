/** One shape leaves the server: from the domain's objects to those of `schemas.ts`. */
import type { z } from "zod";
import type { LivePod } from "../argo/liveObjects.ts";
import type { StoreEvent } from "../argo/storeEvent.ts";
import type { AuditEntry } from "../db/auditLog.ts";
import type { StoredToken } from "../db/tokenStore.ts";
import type { UpgradePlan } from "../db/upgradePlans.ts";
import type { PullRequest } from "../git/proposals.ts";
import type { Commit, FileDiff } from "../git/storesRepository.ts";
import type { BlockedFile, Store, StoreDetail } from "../stores/store.ts";
import type { ChangeOutcome } from "../stores/storesApplication.ts";
import type { UpgradeProgress } from "../stores/upgrades/upgradesApplication.ts";
import type { User } from "./policies.ts";
import type * as shapes from "./schemas.ts";
import type { PlatformReport } from "./services.ts";

type Shape<Name extends keyof typeof shapes> = (typeof shapes)[Name] extends z.ZodType
  ? z.output<(typeof shapes)[Name]>
  : never;

export function presentCommit(commit: Commit): Shape<"commit"> {
  const { parents: _parents, trace: _trace, ...shown } = commit;
  return { ...shown, author: { ...commit.author } };
}

export function presentStore(store: Store): Shape<"store"> {
  const { name, displayName, engine, chartVersion, owner, cluster, suspended, status, links } = store;
  return {
    name,
    displayName,
    engine,
    chartVersion,
    owner,
    cluster,
    suspended,
    status,
    links,
    ...(store.createdAt !== undefined && { createdAt: store.createdAt }),
    ...(store.readyAt !== undefined && { readyAt: store.readyAt }),
    ...(store.lastCommit && { lastCommit: presentCommit(store.lastCommit) }),
    ...(store.deletion && {
      deletion: {
        needsConfirmation: store.deletion.needsConfirmation,
        ...(store.deletion.deleteAfter !== undefined && { deleteAfter: store.deletion.deleteAfter }),
        ...(store.deletion.commit && { commit: presentCommit(store.deletion.commit) }),
        ...(store.deletion.backup && { backup: { ...store.deletion.backup } }),
      },
    }),
    ...(store.backupFailure && { backupFailure: { ...store.backupFailure } }),
    ...(store.pendingChanges && { pendingChanges: store.pendingChanges.map(presentPullRequest) }),
  };
}

export function presentBlocked({ commit, ...file }: BlockedFile): Shape<"blockedFile"> {
  return { ...file, ...(commit && { commit: presentCommit(commit) }) };
}

export function presentDetail(store: StoreDetail): Shape<"storeDetail"> {
  return {
    ...presentStore(store),
    path: store.path,
    ...(store.valuesFile !== undefined && { valuesFile: store.valuesFile }),
    ...(store.values && { values: { ...store.values } }),
  };
}

export function presentPod({ name, phase, health, message, createdAt, containers }: LivePod): Shape<"pod"> {
  return {
    name,
    phase,
    health: health ?? "Unknown",
    createdAt,
    containers: containers.map((container) => ({ ...container })),
    ...(message !== undefined && { message }),
  };
}

export function presentEvent({
  uid,
  name: _name,
  resourceVersion: _version,
  ...event
}: StoreEvent): Shape<"storeEvent"> {
  return { id: uid, ...event };
}

export function presentUpgrade(plan: UpgradePlan): Shape<"upgrade"> {
  const { id, engine, to, state, why, actor, reason, canary, batchSize, readyWithin, stores } = plan;
  return {
    id,
    engine,
    to,
    state,
    actor,
    canary,
    batchSize,
    readyWithinSeconds: readyWithin,
    total: stores.length,
    createdAt: plan.createdAt.toISOString(),
    beganAt: plan.beganAt.toISOString(),
    ...(plan.endedAt && { endedAt: plan.endedAt.toISOString() }),
    ...(why !== undefined && { why }),
    ...(reason !== undefined && { reason }),
  };
}

export function presentUpgradeProgress({ plan, waves }: UpgradeProgress): Shape<"upgradeProgress"> {
  return { ...presentUpgrade(plan), waves: waves.map((wave) => wave.map((step) => ({ ...step }))) };
}

export function presentOutcome({
  commit,
  pullRequest,
  store,
}: ChangeOutcome): Shape<"changeResult" | "proposedChange"> {
  return {
    ...(commit ? { commit: presentCommit(commit) } : { pullRequest: presentPullRequest(pullRequest) }),
    ...(store && { store: presentDetail(store) }),
  };
}

function presentPullRequest({ files: _files, requestId: _request, ...shown }: PullRequest): Shape<"pullRequest"> {
  return shown;
}

export function presentDiff(diff: {
  commit: Commit;
  files: readonly (FileDiff & { patch: string })[];
}): Shape<"commitDiff"> {
  return { commit: presentCommit(diff.commit), files: diff.files.map((file) => ({ ...file })) };
}

/** What the platform says of itself to `visitor`; those who aren't signed in learn how to, and little else. */
export function presentPlatform(report: PlatformReport, visitor: User | undefined): Shape<"platform"> {
  if (visitor) return { ...report, user: { id: visitor.id, role: visitor.role } };
  const { git, argocd, changeModes: _changeModes, backups: _backups, ...rest } = report;
  return { ...rest, git: { connected: git.connected }, argocd: { connected: argocd.connected }, startup: [] };
}

/** Never its hash, let alone its text. */
export function presentToken(token: StoredToken): Shape<"token"> {
  const { id, name, owner, role, createdAt, expiresAt, lastUsedAt } = token;
  return {
    id,
    prefix: `sp_${id}`,
    name,
    owner,
    role,
    createdAt: createdAt.toISOString(),
    ...(expiresAt && { expiresAt: expiresAt.toISOString() }),
    ...(lastUsedAt && { lastUsedAt: lastUsedAt.toISOString() }),
  };
}

/** `whole` is for admins and for whoever made the attempt: where others are is not an owner's business. */
export function presentAttempt(entry: AuditEntry, whole: boolean): Shape<"attempt"> {
  const { ip, storeOwner: _storeOwner, at, ...shown } = entry;
  return { ...shown, at: at.toISOString(), ...(whole && { ip }) };
}
