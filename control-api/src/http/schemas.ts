/** The shapes that cross the API: they validate requests, type responses and are the source of the OpenAPI document. */
import { z } from "zod";
import { chartVersionPattern } from "../stores/storeSettings.ts";

export const storeName = z
  .string()
  .regex(
    /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/,
    "must be a lower-case DNS label of at most 40 characters: a-z, 0-9 and inner hyphens",
  )
  .meta({
    id: "StoreName",
    description: "Name of the store: a lower-case DNS label of at most 40 characters",
    examples: ["acme-shoes"],
  });

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
    upgrade: z.string().optional().meta({ description: "The upgrade of many stores that it is part of" }),
  })
  .meta({ id: "Commit" });

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
    links: z.object({ shop: z.string(), admin: z.string().optional(), argocd: z.string().optional() }),
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
      })
      .optional(),
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
    reason: z.string().max(500).optional(),
    mode: changeMode.optional(),
  })
  .meta({ id: "CreateStore" });

export const proposedChange = z
  .object({ pullRequest, store: storeDetail.optional() })
  .meta({ id: "ProposedChange", description: "Nothing is changed until the pull request is merged" });

export const changeResult = z.object({ store: storeDetail.optional(), commit }).meta({ id: "ChangeResult" });

export const revertRequest = z
  .strictObject({
    commit: z.string().regex(/^[0-9a-f]{40}$/),
    reason: z.string().max(500).optional(),
    mode: changeMode.optional(),
  })
  .meta({ id: "RevertRequest" });

export const commitDiff = z
  .object({
    commit,
    files: z.array(
      z.object({ path: z.string(), before: z.string().optional(), after: z.string().optional(), patch: z.string() }),
    ),
  })
  .meta({ id: "CommitDiff" });

export const credentials = z
  .object({
    items: z
      .array(z.object({ key: z.string(), value: z.string() }))
      .meta({ description: "Keys of the Secret store-credentials, e.g. username and password" }),
  })
  .meta({ id: "Credentials" });

export const engine = z
  .object({
    name: z.string(),
    displayName: z.string(),
    description: z.string(),
    latest: z.string(),
    versions: z.array(z.object({ version: z.string(), schema: z.record(z.string(), z.unknown()) })),
  })
  .meta({ id: "Engine" });

export const signIn = z
  .object({
    mode: z
      .enum(["dev", "oidc"])
      .meta({ description: "`dev`: nobody signs in, every caller on this machine is believed" }),
    issuer: z.string().optional().meta({ description: "The OpenID provider" }),
    clientId: z.string().optional().meta({ description: "Public client for the authorization code flow with PKCE" }),
    scopes: z.array(z.string()).optional(),
  })
  .meta({ id: "SignIn" });

export const platform = z
  .object({
    domain: z.string(),
    simulated: z.boolean().meta({ description: "Pods are simulated: stores have no real shop" }),
    auth: signIn,
    user: z
      .object({ id: z.string(), role: z.enum(["admin", "owner", "viewer"]) })
      .optional()
      .meta({ description: "Who you are; left out when you aren't signed in" }),
    git: z.object({ connected: z.boolean(), revision: z.string().optional(), fetchedAt: z.iso.datetime().optional() }),
    argocd: z.object({ connected: z.boolean(), observedAt: z.iso.datetime().optional() }),
    startup: z
      .array(
        z.object({
          name: z.string(),
          state: z.enum(["waiting", "running", "done", "failed"]),
          seconds: z.number().optional(),
          detail: z.string().optional(),
        }),
      )
      .meta({
        description: "Parts of the local platform that are still coming up; empty when there is nothing to wait for",
      }),
  })
  .meta({ id: "Platform" });

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
    reason: z.string().max(500).optional(),
    mode: changeMode.optional(),
  })
  .meta({ id: "UpgradeStore" });

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
      .meta({ description: "Why stores can't be upgraded as they are; the upgrade isn't begun while there are any" }),
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

export const commitList = z.object({ items: z.array(commit), nextCursor: z.string().optional() }).meta({
  id: "CommitList",
});
export const resourceList = z
  .object({
    items: z.array(resource),
    incomplete: z
      .string()
      .optional()
      .meta({ description: "Why only what Argo CD applied is shown and not what that made" }),
  })
  .meta({ id: "ResourceList" });

export const pod = z
  .object({
    name: z.string(),
    phase: z.string().meta({ description: "Pending, Running, Succeeded, Failed or Unknown" }),
    health: z.string(),
    message: z.string().optional(),
    createdAt: z.iso.datetime(),
    containers: z
      .array(
        z.object({
          name: z.string(),
          init: z.boolean(),
          ready: z.boolean(),
          restarts: z.int(),
          state: z.string().meta({ description: "Running, or why it waits or ended" }),
          message: z.string().optional(),
        }),
      )
      .meta({ description: "The one whose log is meant by default first" }),
  })
  .meta({ id: "Pod" });
export const podList = z.object({ items: z.array(pod) }).meta({ id: "PodList" });

export const storeEvent = z
  .object({
    id: z.string(),
    type: z.string().meta({ description: "Normal or Warning" }),
    reason: z.string(),
    message: z.string(),
    kind: z.string(),
    object: z.string().meta({ description: "Name of what it is about" }),
    count: z.int(),
    firstAt: z.string(),
    lastAt: z.string(),
    source: z.string().optional(),
  })
  .meta({ id: "StoreEvent" });
export const storeEventList = z.object({ items: z.array(storeEvent) }).meta({ id: "StoreEventList" });
export const engineList = z.object({ items: z.array(engine) }).meta({ id: "EngineList" });
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

export const storeUsage = z
  .object({
    cpu: z.number().optional().meta({ description: "Cores; left out where the cluster doesn't measure it" }),
    memory: z.number().optional().meta({ description: "Bytes; left out where the cluster doesn't measure it" }),
    quota: z.array(
      z.object({
        resource: z.string().meta({ description: "As Kubernetes names it, e.g. requests.cpu" }),
        used: z.number(),
        limit: z.number(),
      }),
    ),
  })
  .meta({ id: "StoreUsage" });

export const health = z
  .object({
    status: z.enum(["ok", "degraded", "down"]),
    checks: z.array(
      z.object({
        name: z.string(),
        ok: z.boolean(),
        required: z.boolean().meta({ description: "Not ready without it" }),
        detail: z.string().optional().meta({ description: "What it means that it is down" }),
        since: z.iso.datetime().optional().meta({ description: "Since when it answers, or doesn't" }),
        lastError: z
          .object({ message: z.string(), at: z.iso.datetime() })
          .optional()
          .meta({ description: "What went wrong last, without addresses: the log has all of it" }),
      }),
    ),
  })
  .meta({ id: "Health" });

export const token = z
  .object({
    id: z.string(),
    prefix: z.string().meta({ description: "How the token begins, to recognise it by" }),
    name: z.string(),
    owner: z.string().meta({ description: "The user as whom it acts" }),
    role: z.enum(["admin", "owner", "viewer"]),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime().optional(),
    lastUsedAt: z.iso.datetime().optional().meta({ description: "To the minute" }),
  })
  .meta({ id: "Token" });

export const createdToken = token
  .extend({ token: z.string().meta({ description: "The token itself, shown this once" }) })
  .meta({ id: "CreatedToken" });
export const tokenList = z.object({ items: z.array(token) }).meta({ id: "TokenList" });
export const createToken = z
  .strictObject({
    name: z
      .string()
      .trim()
      .min(1)
      .max(80)
      .regex(/^\P{C}*$/u, "must not hold control characters")
      .meta({ description: "What it is for", examples: ["deploy pipeline"] }),
    role: z
      .enum(["admin", "owner", "viewer"])
      .optional()
      .meta({ description: "Yours when left out; never one that may do what yours may not" }),
    expiresAt: z.iso.datetime({ offset: true }).optional().meta({ description: "Never, when left out" }),
  })
  .meta({ id: "CreateToken" });

export const attempt = z
  .object({
    id: z.string(),
    at: z.iso.datetime(),
    actor: z.string().meta({ description: "`unknown` when the caller couldn't be told" }),
    via: z.string().meta({ description: "What proved who it is: dev, oidc, `token <id>` or none" }),
    ip: z.string().optional().meta({ description: "For admins, and for whoever made the attempt" }),
    action: z.string(),
    store: z.string().optional(),
    target: z.string().optional().meta({ description: "Commit or token that it was about" }),
    outcome: z.string().meta({ description: "`ok`, or the last part of the problem's type" }),
    status: z.int(),
    requestId: z.string(),
    commit: z.string().optional().meta({ description: "The commit that it made" }),
  })
  .meta({ id: "Attempt" });
export const attemptList = z
  .object({ items: z.array(attempt), nextCursor: z.string().optional() })
  .meta({ id: "AttemptList" });

/** RFC 9457 */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    instance: z.string().optional(),
    requestId: z.string().optional(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
  })
  .meta({ id: "Problem" });
