/** Argo CD as its Applications and ApplicationSets in the cluster show it. */
import { PatchStrategy } from "@kubernetes/client-node";
import { z } from "zod";
import { answered } from "./answered.ts";
import {
  type Application,
  deletionApprovedAnnotation,
  isPreDelete,
  readApplication,
  refreshAnnotation,
  withoutBackupAnnotation,
} from "./application.ts";
import { type ApplicationSet, readApplicationSet, refreshSetAnnotation } from "./applicationSet.ts";
import type { ArgoCd, PodTrouble } from "./argoCd.ts";
import { type Clusters, homeCluster } from "./clusters.ts";
import { requestOptions, statusOf } from "./kubeClient.ts";
import { type Connection, type ListPage, ResourceWatch, versionOf, type WatchLog } from "./resourceWatch.ts";
import { startSync } from "./syncOperation.ts";
import { troubleWatches } from "./troubleWatches.ts";
import { WatchLag, type WatchObserver } from "./watchObserver.ts";

const group = "argoproj.io";
const version = "v1alpha1";
const allowDeletionAnnotation = "storeplane.dev/allow-deletion";
const withFinalizers = z.object({
  metadata: z.object({ uid: z.string(), resourceVersion: z.string(), finalizers: z.array(z.string()).default([]) }),
});

export interface WatchedArgoCd extends ArgoCd {
  start(): void;
  close(): Promise<void>;
}

/** Watches Argo CD in `namespace`, once started. */
export function watchedArgoCd(options: {
  clusters: Clusters;
  namespace: string;
  log: WatchLog;
  observer?: WatchObserver;
}): WatchedArgoCd {
  const { clusters, namespace, log, observer } = options;
  const client = clusters.client(homeCluster);
  const lags = {
    applications: new WatchLag((seconds) => observer?.lagged("Application", seconds)),
    applicationsets: new WatchLag((seconds) => observer?.lagged("ApplicationSet", seconds)),
  };
  const listeners = new Set<(changed: ReadonlySet<string> | "all") => void>();
  const tell = (changed: ReadonlySet<string> | "all") => {
    for (const listener of listeners) listener(changed);
  };
  const byStore = new Map<string, Application>();
  const troubles = troubleWatches({ clusters, log, onChange: tell, observer });
  const custom = (plural: string) => ({ group, version, namespace, plural });
  const list = (plural: string, labelSelector: string) => async (page: ListPage) =>
    (await client.custom()).listNamespacedCustomObject(
      {
        ...custom(plural),
        labelSelector,
        limit: page.limit,
        ...(page.continueFrom !== undefined && { _continue: page.continueFrom }),
      },
      requestOptions(page.signal),
    ) as Promise<unknown>;
  const path = (plural: string) => `/apis/${group}/${version}/namespaces/${namespace}/${plural}`;

  const applications = new ResourceWatch<Application>({
    client,
    log,
    kind: {
      name: "Application",
      path: path("applications"),
      labelSelector: "storeplane.dev/store",
      list: list("applications", "storeplane.dev/store"),
      project: readApplication,
    },
    onChanges(changes) {
      lags.applications.seen(changes);
      for (const { before, after } of changes) {
        if (before && byStore.get(before.storeName)?.name === before.name) byStore.delete(before.storeName);
        if (after) byStore.set(after.storeName, after);
        troubles.moved(before?.destination.cluster, after?.destination.cluster);
      }
      tell(new Set(changes.flatMap(({ before, after }) => [before?.storeName, after?.storeName]).filter(isText)));
    },
    onConnection: () => tell("all"),
    onRestart: (cause) => observer?.restarted("Application", cause),
  });
  const sets = new ResourceWatch<ApplicationSet>({
    client,
    log,
    kind: {
      name: "ApplicationSet",
      path: path("applicationsets"),
      labelSelector: "storeplane.dev/part-of=stores",
      list: list("applicationsets", "storeplane.dev/part-of=stores"),
      project: readApplicationSet,
    },
    onChanges(changes) {
      lags.applicationsets.seen(changes);
      // A set's version moves with each refresh; only what it says matters.
      if (changes.some(({ before, after }) => before?.error?.message !== after?.error?.message || !before || !after))
        tell("all");
    },
    onConnection: () => tell("all"),
    onRestart: (cause) => observer?.restarted("ApplicationSet", cause),
  });
  async function patch(
    plural: keyof typeof lags,
    name: string,
    body: object,
    contentType: string,
    signal: AbortSignal,
  ): Promise<void> {
    const patched: unknown = await answered(async () =>
      (await client.custom()).patchNamespacedCustomObject(
        { ...custom(plural), name, body },
        requestOptions(signal, contentType),
      ),
    );
    const known = plural === "applications" ? applications.items.get(name) : sets.items.get(name);
    const version = versionOf(patched);
    if (version !== undefined) lags[plural].sent(name, version, known?.resourceVersion);
  }
  const annotate = (plural: keyof typeof lags, name: string, key: string, value: string, signal: AbortSignal) =>
    patch(plural, name, { metadata: { annotations: { [key]: value } } }, PatchStrategy.MergePatch, signal);

  return {
    start() {
      applications.start();
      sets.start();
      troubles.start();
    },
    application: (storeName) => byStore.get(storeName),
    applications: () => byStore.values(),
    applicationSets: () => sets.items.values() as MapIterator<ApplicationSet>,
    podTroubles: (storeName): readonly PodTrouble[] =>
      troubles.of(storeName, byStore.get(storeName)?.destination.cluster ?? homeCluster),
    connection: () => weaker(applications.connection(), sets.connection()),
    // Another value each time: a set in error keeps the annotation, and the same value again would be no change, so no reconcile.
    refreshSet: (name, signal) =>
      annotate("applicationsets", name, refreshSetAnnotation, new Date().toISOString(), signal),
    refreshApplication: (name, signal) => annotate("applications", name, refreshAnnotation, "normal", signal),
    async pin({ name, uid }, revision, signal) {
      const metadata = { uid, annotations: { [refreshAnnotation]: "normal" } };
      const body = { metadata, spec: { source: { targetRevision: revision } } };
      await unlessGone(() => patch("applications", name, body, PatchStrategy.MergePatch, signal));
    },
    async terminateOperation(application, signal) {
      const { operation } = application;
      if (operation?.phase !== "Running") return false;
      // As Argo CD's own server does it; the tests keep a newer operation safe.
      const body = [
        { op: "test", path: "/metadata/uid", value: application.uid },
        { op: "test", path: "/status/operationState/startedAt", value: operation.startedAt },
        { op: "test", path: "/status/operationState/phase", value: "Running" },
        { op: "replace", path: "/status/operationState/phase", value: "Terminating" },
      ];
      try {
        await patch("applications", application.name, body, PatchStrategy.JsonPatch, signal);
        return true;
      } catch (error) {
        // 422: a test failed, so it isn't that operation any more.
        const status = statusOf(error);
        if (status === 422 || status === 404 || status === 409) return false;
        throw error;
      }
    },
    startSync: (application, by, signal) =>
      answered(() => startSync(client, custom("applications"), application, by, signal)).catch((error: unknown) => {
        if (statusOf(error) === 404) return false;
        throw error;
      }),
    deleteApplication: ({ name, uid }, { backup }, signal) =>
      unlessGone(async () => {
        // The cluster's guard lets nobody delete an Application that isn't marked (argocd/stores/deletion-guard.yaml).
        const annotations = {
          [allowDeletionAnnotation]: "true",
          [withoutBackupAnnotation]: backup ? null : "true",
        };
        const mark = { metadata: { uid, annotations } };
        await patch("applications", name, mark, PatchStrategy.MergePatch, signal);
        // Argo CD's finalizer on the Application deletes all it made, in the foreground. Kubernetes' own foreground deletion would
        // only add a finalizer that Argo CD's next write stumbles over.
        await answered(async () =>
          (await client.custom()).deleteNamespacedCustomObject(
            { ...custom("applications"), name, body: { preconditions: { uid } } },
            requestOptions(signal),
          ),
        );
      }),
    async skipPreDeleteHooks({ name, uid }, signal) {
      await unlessGone(async () => {
        const raw: unknown = await answered(async () =>
          (await client.custom()).getNamespacedCustomObject(
            { ...custom("applications"), name },
            requestOptions(signal),
          ),
        );
        const { metadata } = withFinalizers.parse(raw);
        if (metadata.uid !== uid) return;
        const { resourceVersion } = metadata;
        const finalizers = metadata.finalizers.filter((finalizer) => !isPreDelete(finalizer));
        const body = { metadata: { uid, resourceVersion, finalizers } };
        await patch("applications", name, body, PatchStrategy.MergePatch, signal);
      });
    },
    async approveDeletion({ name, uid, deletingSince = 0 }, signal) {
      const annotations = { [deletionApprovedAnnotation]: new Date(deletingSince).toISOString() };
      const body = { metadata: { uid, annotations } };
      await unlessGone(() => patch("applications", name, body, PatchStrategy.MergePatch, signal));
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      await Promise.all([applications.close(), sets.close(), troubles.close()]);
    },
  };
}

function weaker(a: Connection, b: Connection): Connection {
  if (a.connected && b.connected) {
    const observedAt = Math.max(a.observedAt ?? 0, b.observedAt ?? 0);
    return { connected: true, everConnected: true, observedAt, since: Math.max(a.since, b.since) };
  }
  const worse = a.connected ? b : a;
  return { ...worse, everConnected: a.everConnected && b.everConnected };
}

function isText(value: string | undefined): value is string {
  return value !== undefined;
}

/** Does what fails where the object is gone already, is another of that name, or was changed meanwhile. */
async function unlessGone(action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    const status = statusOf(error);
    if (status !== 404 && status !== 409) throw error;
  }
}
