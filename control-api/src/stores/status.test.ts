import fc from "fast-check";
import { expect, test } from "vitest";
import type { Application } from "../argo/application.ts";
import { type StatusInput, statusOf } from "./status.ts";
import type { StatusPhase } from "./store.ts";

const now = Date.parse("2026-01-01T12:00:00Z");
const minute = 60_000;
/** Commits in the order they were made. */
const history = ["c0", "c1", "c2", "c3"];

const file = {
  commit: "c1",
  author: "Alice",
  engine: "medusa",
  chartVersion: "1.0.0",
  suspended: false,
};

function application(changes: Partial<Application> = {}): Application {
  return {
    name: "store-acme",
    storeName: "acme",
    uid: "u",
    resourceVersion: "1",
    labels: {},
    createdAt: now - minute,
    preDeleteHooks: false,
    confirmsDeletion: false,
    withoutBackup: false,
    refreshPending: false,
    destination: {},
    source: { path: "charts/medusa/1.0.0", valueFiles: [], revision: "main" },
    operationPending: false,
    sync: { status: "Synced", revision: "c1" },
    health: { status: "Healthy" },
    operation: { phase: "Succeeded", revision: "c1", startedAt: "s", finishedAt: now, retries: 0, results: [] },
    resources: [
      { group: "apps", kind: "Deployment", name: "shop", sync: "Synced", health: "Healthy", hook: false },
      { group: "", kind: "ConfigMap", name: "settings", sync: "Synced", hook: false },
    ],
    conditions: [],
    deployments: [{ revision: "c1", at: now }],
    ...changes,
  };
}

const watched = { connected: true, everConnected: true, observedAt: now, since: now - 60 * minute };

function status(changes: Partial<StatusInput> = {}) {
  return statusOf({
    now,
    file,
    application: application(),
    cluster: watched,
    troubles: [],
    memory: { everReady: true, desiredSince: now - minute, createdHere: false },
    timeout: 10 * minute,
    isAncestor: (ancestor, descendant) => history.indexOf(ancestor) <= history.indexOf(descendant),
    ...changes,
  });
}

const fresh = { everReady: false, createdHere: false, desiredSince: now - minute };
const settled = {
  createdHere: false,
  everReady: true,
  settledCommit: "c1",
  desiredSince: now - minute,
  lastKnownPhase: "Ready",
} as const;
const running = { phase: "Running", revision: "c1", startedAt: "s", retries: 0, results: [] };
const failed = { ...running, phase: "Failed", message: "one or more tasks failed" };
const away = { connected: false, everConnected: true, observedAt: now - minute, since: now };
const never = { connected: false, everConnected: false, since: now, absent: true };
const broken = { status: "Degraded" };
const schemaError =
  "Failed to load target state: failed to generate manifest: Error: values don't meet the specifications of the schema(s):\nmedusa:\n- at '/resources/plan': value must be one of small, medium\n";

const table: [what: string, phase: StatusPhase, changes: Partial<StatusInput>][] = [
  ["in Git, no Application yet", "Pending", { application: undefined, memory: fresh }],
  ["Argo CD was never there", "Pending", { application: undefined, memory: fresh, cluster: never }],
  [
    "made while the cluster never answered",
    "Pending",
    { application: undefined, memory: { ...fresh, createdHere: true }, cluster: { ...never, absent: false } },
  ],
  [
    "made before this process began, and the cluster doesn't answer",
    "Unknown",
    { application: undefined, memory: fresh, cluster: { ...never, absent: false } },
  ],
  ["Application is just made", "Provisioning", { application: application({ sync: {}, health: {} }), memory: fresh }],
  [
    "pods start for the first time",
    "Provisioning",
    { application: application({ health: { status: "Progressing" } }), memory: fresh },
  ],
  ["broken before it was ever ready", "Provisioning", { application: application({ health: broken }), memory: fresh }],
  ["synced and healthy at its last commit", "Ready", {}],
  [
    "synced at a descendant of it",
    "Ready",
    { application: application({ sync: { status: "Synced", revision: "c3" } }) },
  ],
  [
    "a failed sync of a replaced commit is history",
    "Ready",
    { application: application({ operation: { ...failed, revision: "c0" } }) },
  ],
  [
    "synced at an older commit",
    "Updating",
    { application: application({ sync: { status: "Synced", revision: "c0" } }) },
  ],
  [
    "compared but not yet applied",
    "Updating",
    { application: application({ sync: { status: "OutOfSync", revision: "c1" } }) },
  ],
  ["an operation runs", "Updating", { application: application({ operation: running }) }],
  [
    "an operation is ended",
    "Updating",
    { application: application({ operation: { ...running, phase: "Terminating" } }) },
  ],
  ["an operation is asked for", "Updating", { application: application({ operationPending: true }) }],
  [
    "the Application still has the old chart version",
    "Updating",
    { application: application({ source: { path: "charts/medusa/0.9.0", valueFiles: [] } }) },
  ],
  [
    "the Application still has another cluster",
    "Updating",
    { file: { ...file, cluster: "in-cluster" }, application: application({ destination: { cluster: "eu" } }) },
  ],
  ["suspended and in sync", "Suspended", { file: { ...file, suspended: true } }],
  [
    "suspended, not yet in sync",
    "Updating",
    {
      file: { ...file, suspended: true },
      application: application({ sync: { status: "OutOfSync", revision: "c1" } }),
    },
  ],
  ["was ready, is broken", "Degraded", { application: application({ health: broken }), memory: settled }],
  [
    "was ready, is missing",
    "Degraded",
    { application: application({ health: { status: "Missing" } }), memory: settled },
  ],
  [
    "was ready, restarts",
    "Degraded",
    { application: application({ health: { status: "Progressing" } }), memory: settled },
  ],
  [
    "drifted and not healing",
    "Degraded",
    { application: application({ sync: { status: "OutOfSync", revision: "c1" } }), memory: settled },
  ],
  ["drifted and healing", "Updating", { application: application({ operation: running }), memory: settled }],
  ["the sync failed for good", "Failed", { application: application({ operation: failed }) }],
  [
    "the sync failed although everything looks well",
    "Failed",
    { application: application({ operation: failed }), memory: settled },
  ],
  [
    "not ready in time",
    "Failed",
    {
      application: application({ health: { status: "Progressing" } }),
      memory: { ...fresh, desiredSince: now - 11 * minute },
    },
  ],
  [
    "no Application in time",
    "Failed",
    { application: undefined, memory: { ...fresh, desiredSince: now - 11 * minute } },
  ],
  ["the file is gone", "Deleting", { file: undefined }],
  [
    "the Application is on its way out",
    "Deleting",
    { file: undefined, application: application({ deletingSince: now }) },
  ],
  [
    "the file came back before it was deleted, and its set hasn't let it go from the older commit yet",
    "Updating",
    { application: application({ source: { path: "charts/medusa/1.0.0", valueFiles: [], revision: "a".repeat(40) } }) },
  ],
  ["the file came back too late", "Pending", { application: application({ deletingSince: now }) }],
  ["the file is no store", "Blocked", { file: { ...file, problem: "/store is missing." } }],
  [
    "the file is no store and the cluster is away",
    "Blocked",
    { file: { ...file, problem: "/store is missing." }, cluster: away },
  ],
  [
    "its set can't be rendered",
    "Blocked",
    { application: undefined, memory: fresh, set: { name: "stores-a", error: { message: "bad file" } } },
  ],
  ["another file stops its set, but it runs", "Ready", { set: { name: "stores-a", error: { message: "bad file" } } }],
  [
    "its values don't fit the schema",
    "Blocked",
    {
      application: application({
        sync: { status: "Unknown", revision: "c1" },
        conditions: [{ type: "ComparisonError", message: schemaError, since: now }],
        reconciledAt: now,
      }),
    },
  ],
  [
    "an error found before the commit says nothing of it",
    "Updating",
    {
      application: application({
        sync: { status: "Unknown", revision: "c0" },
        conditions: [{ type: "ComparisonError", message: schemaError, since: now - 5 * minute }],
        reconciledAt: now - 5 * minute,
        deployments: [],
      }),
    },
  ],
  [
    "Argo CD can't reach Git",
    "Unknown",
    {
      application: application({
        sync: { status: "Unknown", revision: "c1" },
        conditions: [{ type: "ComparisonError", message: "dial tcp 127.0.0.1:7410: connection refused" }],
      }),
      memory: settled,
    },
  ],
  [
    "a comparison error, whatever else is well",
    "Updating",
    {
      application: application({
        conditions: [{ type: "UnknownError", message: "something odd", since: now - 5 * minute }],
      }),
    },
  ],
  [
    "its chart version has no chart",
    "Blocked",
    {
      application: application({
        sync: { status: "Unknown", revision: "c1" },
        conditions: [{ type: "ComparisonError", message: "charts/medusa/1.0.0: app path does not exist", since: now }],
      }),
    },
  ],
  ["the watch is down", "Unknown", { cluster: away, memory: settled }],
  ["the watch is down and the file is gone", "Unknown", { file: undefined, cluster: away, memory: settled }],
];

test.each(table)("%s: %s", (_what, phase, changes) => {
  expect(status(changes).phase).toBe(phase);
});

test("health alone is never believed: sync Unknown with health Healthy is not Ready", () => {
  const unknown = application({ sync: { status: "Unknown", revision: "c1" } });
  expect(status({ application: unknown, memory: fresh }).phase).toBe("Provisioning");
});

test("Ready names the commit, the parts and what was applied", () => {
  expect(status()).toEqual({
    phase: "Ready",
    reason: "Everything runs as committed.",
    progress: { healthy: 2, total: 2 },
    desiredRevision: "c1",
    liveRevision: "c1",
    observedAt: "2026-01-01T12:00:00.000Z",
  });
});

test("Unknown shows the last known phase and when that was, never as live", () => {
  expect(status({ cluster: away, memory: settled })).toMatchObject({
    lastKnownPhase: "Ready",
    observedAt: "2026-01-01T11:59:00.000Z",
  });
});

test("a blocked store names what to mend, the commit and its author", () => {
  const { reason } = status({
    application: application({
      conditions: [{ type: "ComparisonError", message: schemaError, since: now }],
    }),
  });
  expect(reason).toContain("/resources/plan value must be one of small, medium");
  expect(reason).toContain("Commit c1 by Alice");
});

test.each([
  [
    { pod: "shop-1", container: "shop", reason: "ImagePullBackOff", message: 'Back-off pulling image "localhost/x:1"' },
    "The image localhost/x:1 can't be pulled",
  ],
  [
    { pod: "shop-1", container: "shop", reason: "CrashLoopBackOff", message: "back-off 40s" },
    "crashes again and again",
  ],
  [
    { pod: "db-0", reason: "Unschedulable", message: "0/1 nodes are available: 1 Insufficient memory. no preemption" },
    "finds no room: 1 Insufficient memory",
  ],
  [{ pod: "db-0", container: "db", reason: "OOMKilled", message: "back-off" }, "needs more memory"],
])("tells plainly what keeps a pod from running: %o", (trouble, words) => {
  const starting = application({ health: { status: "Progressing" } });
  expect(status({ application: starting, memory: fresh, troubles: [trouble] }).reason).toContain(words);
});

test.each([
  [
    {
      kind: "Job",
      name: "migrate",
      hookType: "PreSync",
      hookPhase: "Failed",
      message: "Job has reached the specified backoff limit",
    },
    "Job migrate failed",
  ],
  [
    {
      kind: "Pod",
      name: "x",
      status: "SyncFailed",
      message: "pods is forbidden: exceeded quota: plan, requested: cpu=4",
    },
    "over the store's quota",
  ],
])("tells plainly why a sync failed: %o", (result, words) => {
  expect(status({ application: application({ operation: { ...failed, results: [result] } }) }).reason).toContain(words);
});

test("what went wrong before the commit isn't blamed on it", () => {
  const starting = application({ health: { status: "Progressing" } });
  const old = { pod: "shop-1", kind: "ReplicaSet", reason: "FailedCreate", message: "exceeded quota: plan" };
  const told = (at: number) => status({ application: starting, memory: fresh, troubles: [{ ...old, at }] }).reason;
  expect(told(fresh.desiredSince - 5_000)).not.toContain("quota");
  expect(told(fresh.desiredSince + 5_000)).toContain("quota");
});

test("whatever Argo CD shows, Ready means all that it promises", () => {
  // Each part is mostly as it should be, so that all of them often are: a store that is Ready must be among the many.
  const mostly = <T>(usual: T, ...others: readonly T[]) =>
    fc.oneof({ arbitrary: fc.constant(usual), weight: 4 }, { arbitrary: fc.constantFrom(...others), weight: 1 });
  const revision = mostly<string | undefined>(history.at(1), undefined, "", ...history);
  const operation = fc.record({
    phase: mostly("Succeeded", "Running", "Terminating", "Failed", "Error"),
    revision: fc.constantFrom(...history),
    startedAt: fc.constant("s"),
    retries: fc.constant(0),
    results: fc.constant([]),
  });
  const condition = fc.record({
    type: fc.constantFrom("ComparisonError", "InvalidSpecError", "UnknownError", "SharedResourceWarning"),
    message: fc.constantFrom("dial tcp: connection refused", schemaError, "app path does not exist"),
    since: fc.constantFrom(now, now - 5 * minute),
  });
  const path = mostly("charts/medusa/1.0.0", "charts/medusa/0.9.0", "charts/woocommerce/1.0.0");
  const anyApplication = fc.record({
    sync: fc.record({
      status: mostly<string | undefined>("Synced", undefined, "OutOfSync", "Unknown"),
      revision,
      path,
    }),
    health: fc.record({ status: mostly("Healthy", "Progressing", "Degraded", "Missing") }),
    operation: fc.option(operation, { nil: undefined }),
    operationPending: mostly(false, true),
    conditions: fc.oneof(fc.array(condition, { maxLength: 0 }), fc.array(condition, { maxLength: 2 })),
    source: fc.record({ path, valueFiles: fc.constant([]) }),
    deletingSince: mostly<number | undefined>(undefined, now),
  });
  const memories = fc.constantFrom(fresh, settled, { ...fresh, desiredSince: now - 20 * minute });
  const clusters = mostly<typeof watched | typeof away | typeof never>(watched, away, never);
  let ready = 0;
  fc.assert(
    fc.property(anyApplication, memories, clusters, fc.boolean(), (shown, memory, cluster, suspended) => {
      const { deletingSince, operation: running, sync, ...rest } = shown;
      const { phase } = status({
        file: { ...file, suspended },
        memory,
        cluster,
        application: application({
          ...rest,
          sync: JSON.parse(JSON.stringify(sync)),
          ...(running && { operation: running }),
          ...(deletingSince !== undefined && { deletingSince }),
        }),
      });
      if (phase !== "Ready" && phase !== "Suspended") return;
      ready += 1;
      expect(phase === "Suspended").toBe(suspended);
      expect(cluster.connected).toBe(true);
      expect(deletingSince).toBeUndefined();
      expect(sync.status).toBe("Synced");
      expect(history.indexOf(sync.revision ?? "")).toBeGreaterThanOrEqual(1);
      expect([shown.source.path, sync.path]).toEqual(["charts/medusa/1.0.0", "charts/medusa/1.0.0"]);
      expect(shown.operationPending).toBe(false);
      expect(["Running", "Terminating"]).not.toContain(running?.phase);
      if (running?.phase === "Failed" || running?.phase === "Error") expect(running.revision).toBe("c0");
      expect(shown.conditions.filter(({ type }) => type !== "SharedResourceWarning")).toEqual([]);
      if (phase === "Ready") expect(shown.health.status).toBe("Healthy");
    }),
    { numRuns: 20_000 },
  );
  expect(ready).toBeGreaterThan(100);
});

const hookError = "error executing pre-delete hooks: PreDelete hook(s) failed: store-acme/backup-before-deletion";
const deletionError = (message: string) =>
  application({ deletingSince: now, conditions: [{ type: "DeletionError", message }] });

test.each<[string, string, Partial<StatusInput>]>([
  [
    "before its backup",
    "It is about to be backed up before the deletion.",
    { deletion: { needsConfirmation: false, backup: { state: "waiting" } } },
  ],
  [
    "during its backup",
    "Backing up before the deletion.",
    { application: deletionError(hookError), deletion: { needsConfirmation: false, backup: { state: "running" } } },
  ],
  [
    "whose backup can't start",
    "Backing up before the deletion: The image x can't be pulled: check its name and tag.",
    {
      application: application({ deletingSince: now }),
      deletion: {
        needsConfirmation: false,
        backup: { state: "running", reason: "The image x can't be pulled: check its name and tag." },
      },
    },
  ],
  [
    "whose backup failed",
    "The backup before the deletion failed, so the store is kept; it is tried again. The repository can't be reached.",
    {
      application: deletionError(hookError),
      deletion: { needsConfirmation: false, backup: { state: "failed", reason: "The repository can't be reached" } },
    },
  ],
  [
    "whose backup was made after it had failed once",
    "It is being removed from the cluster.",
    { application: deletionError(hookError) },
  ],
  [
    "that Argo CD can't remove",
    "Argo CD can't remove it: the namespace hangs",
    { application: deletionError("the namespace hangs") },
  ],
])("a store that goes, %s, says: %s", (_when, reason, input) => {
  expect(status({ file: undefined, ...input })).toMatchObject({ phase: "Deleting", reason });
});
