/** Argo CD in memory, for tests of what stands on the port; the real one is tested against a real API server. */
import type { Application } from "../argo/application.ts";
import type { ApplicationSet } from "../argo/applicationSet.ts";
import type { ArgoCd, PodTrouble } from "../argo/argoCd.ts";
import type { Connection } from "../argo/resourceWatch.ts";

export interface MemoryArgoCd extends ArgoCd {
  /** What was asked of it, in order. */
  readonly asked: string[];
  set(application: Application): void;
  remove(storeName: string): void;
  setConnection(connection: Partial<Connection>): void;
  setTroubles(storeName: string, troubles: readonly PodTrouble[]): void;
  /** The one set can't be rendered, or can again. */
  setSetError(message: string | undefined): void;
}

let versions = 0;

/** An Application as Argo CD shows one that is synced at `revision` and healthy. */
export function applicationOf(storeName: string, revision: string, changes: Partial<Application> = {}): Application {
  versions += 1;
  return {
    name: `store-${storeName}`,
    storeName,
    uid: `uid-${storeName}`,
    resourceVersion: String(versions),
    labels: { "storeplane.dev/chart-version": "1.0.0", "storeplane.dev/engine": "medusa" },
    createdAt: Date.now(),
    reconciledAt: Date.now(),
    preDeleteHooks: false,
    confirmsDeletion: false,
    withoutBackup: false,
    refreshPending: false,
    destination: {},
    source: { path: "charts/medusa/1.0.0", valueFiles: [], revision: "main" },
    operationPending: false,
    sync: { status: "Synced", revision },
    health: { status: "Healthy" },
    operation: {
      phase: "Succeeded",
      revision,
      startedAt: new Date().toISOString(),
      finishedAt: Date.now(),
      retries: 0,
      results: [],
    },
    resources: [],
    conditions: [],
    deployments: [{ revision, at: Date.now() }],
    ...changes,
  };
}

export function memoryArgoCd(): MemoryArgoCd {
  const applications = new Map<string, Application>();
  const troubles = new Map<string, readonly PodTrouble[]>();
  const listeners = new Set<(changed: ReadonlySet<string> | "all") => void>();
  const asked: string[] = [];
  let connection: Connection = { connected: true, everConnected: true, observedAt: Date.now(), since: Date.now() };
  let set: ApplicationSet = {
    name: "stores-all",
    uid: "set",
    resourceVersion: "1",
    patterns: ["stores/?/*.yaml"],
    refreshPending: false,
  };
  const tell = (changed: ReadonlySet<string> | "all") => {
    for (const listener of listeners) listener(changed);
  };
  const put = (application: Application) => {
    applications.set(application.storeName, application);
    tell(new Set([application.storeName]));
  };
  const remove = (storeName: string) => {
    applications.delete(storeName);
    tell(new Set([storeName]));
  };
  return {
    asked,
    set: put,
    remove,
    setConnection(changes) {
      connection = { ...connection, ...changes };
      tell("all");
    },
    setTroubles(storeName, found) {
      troubles.set(storeName, found);
      tell(new Set([storeName]));
    },
    setSetError(message) {
      const { error: _, ...sound } = set;
      set = message === undefined ? sound : { ...sound, error: { message } };
      tell("all");
    },
    application: (storeName) => applications.get(storeName),
    applications: () => applications.values(),
    applicationSets: () => [set].values(),
    podTroubles: (storeName) => troubles.get(storeName) ?? [],
    connection: () => connection,
    async refreshSet(name) {
      asked.push(`refresh set ${name}`);
      set = { ...set, resourceVersion: String(Number(set.resourceVersion) + 1) };
    },
    async refreshApplication(name) {
      asked.push(`refresh ${name}`);
    },
    async terminateOperation({ name }) {
      asked.push(`terminate ${name}`);
      return true;
    },
    async startSync({ name, storeName }, by) {
      asked.push(`sync ${name} for ${by}`);
      const application = applications.get(storeName);
      return application !== undefined && application.operation?.phase !== "Running";
    },
    async pin(application, revision) {
      asked.push(`pin ${application.name} to ${revision}`);
      const source = { ...application.source, revision };
      put({ ...application, source, refreshPending: true });
    },
    async deleteApplication(application, { backup }) {
      const { name, storeName, uid } = application;
      asked.push(`delete ${name}${backup ? " after its backup" : ""}`);
      if (applications.get(storeName)?.uid !== uid) return;
      if (application.preDeleteHooks || application.confirmsDeletion)
        put({ ...application, deletingSince: Date.now(), withoutBackup: !backup });
      else remove(storeName);
    },
    async skipPreDeleteHooks(application) {
      const { name, storeName } = application;
      asked.push(`delete ${name} without its hooks`);
      if (application.confirmsDeletion) put({ ...application, preDeleteHooks: false });
      else remove(storeName);
    },
    async approveDeletion({ name, storeName }) {
      asked.push(`approve the deletion of ${name}`);
      remove(storeName);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
