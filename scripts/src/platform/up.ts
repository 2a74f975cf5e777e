import { chmod, mkdir } from "node:fs/promises";
import { applyArgocd } from "../argocd/applyArgocd.ts";
import { argocdProcesses } from "../argocd/argocdProcesses.ts";
import { prepareArgocd } from "../argocd/prepareArgocd.ts";
import { applyRepository, backupsNamespace, makesBackups, prepareRestServer } from "../backups/restServer.ts";
import { chooseClusterKind, clusterOfKind } from "../cluster/chooseCluster.ts";
import type { Cluster, ClusterEnvironment, ClusterKind } from "../cluster/cluster.ts";
import { databaseUrl, postgresProcess, preparePostgres } from "../database/postgres.ts";
import { buildImages } from "../images/buildImages.ts";
import { ingressProcesses, prepareIngress } from "../ingress/ingressProcesses.ts";
import { type Instance, socketFolder } from "../instance.ts";
import { findOwnProcesses } from "../process/ownProcesses.ts";
import { ProcessManager } from "../process/processManager.ts";
import { gitServerProcess } from "../stores-repository/gitServerProcess.ts";
import { seedStoresRepository } from "../stores-repository/seed.ts";
import { binariesFolder, ensureBinaries } from "../tools/binaries.ts";
import { ensureDebianPackages } from "../tools/debianPackages.ts";
import { admitControlApi, controlApiProcess, prepareControlApi } from "./controlApi.ts";
import { ensureDashboard } from "./dashboardBuild.ts";
import { stopInstance } from "./down.ts";
import { cpuSeconds, Progress } from "./progress.ts";
import { type PlatformRecord, readRecord, writeRecord } from "./record.ts";
import { claimSlot, lockSlot } from "./slots.ts";
import { summary } from "./summary.ts";

export interface UpOptions {
  readonly instance: Instance;
  /** Default: what the instance already is, otherwise what suits the machine. */
  readonly cluster?: ClusterKind;
  /** Name of a kubeconfig context, for the kind `context`. */
  readonly context?: string;
  readonly print?: (line: string) => void;
  readonly signal?: AbortSignal;
}

const steps = [
  "Database",
  "Stores repository",
  "Dashboard",
  "Control API",
  "System packages",
  "Binaries",
  "Images",
  "Cluster",
  "Nodes",
  "Ingress",
  "Backups",
  "Argo CD",
  "Images on the nodes",
] as const;

/** Kinds of cluster whose pods need images that are built here. */
const buildsImages = (kind: ClusterKind): boolean => kind === "node" || kind === "kind";

async function decideKind({ instance, cluster, context, print = console.log }: UpOptions): Promise<PlatformRecord> {
  const recorded = await readRecord(instance);
  const isSame = cluster === undefined || cluster === recorded?.cluster;
  if (recorded && isSame && (context === undefined || context === recorded.context)) return recorded;
  if (recorded && !isSame) {
    throw new Error(
      `This instance has a cluster of kind "${recorded.cluster}", and its data is that cluster's. Run "npm run down -- --purge" first, or choose another slot with STOREPLANE_SLOT=<4 to 9>.`,
    );
  }
  const asked = cluster ?? (context === undefined ? undefined : "context");
  const chosen = asked ? { kind: asked, reason: "as asked" } : await chooseClusterKind();
  print(`Cluster: ${chosen.kind}, since ${chosen.reason === "as asked" ? "you asked for it" : chosen.reason}.`);
  const record = { cluster: chosen.kind, ...(context === undefined ? {} : { context }) };
  await writeRecord(instance, record);
  return record;
}

/** What a dashboard needs: shown first, so that it can show the rest coming up. */
async function startFront(
  instance: Instance,
  cluster: Cluster,
  processes: ProcessManager,
  progress: Progress,
  signal: AbortSignal,
) {
  const database = progress.run("Database", async (report) => {
    await preparePostgres(instance);
    await processes.ensure([postgresProcess(instance)], signal);
    report("PostgreSQL is ready");
    return databaseUrl(instance);
  });
  const repository = progress.run("Stores repository", async (report) => {
    const { created, differing } = await seedStoresRepository(instance);
    await processes.ensure([gitServerProcess(instance)], signal);
    const changed = differing.length > 0 ? `; changed here without a new version: ${differing.join(", ")}` : "";
    report(`${created ? "made from the template" : "as it was"}${changed}`);
  });
  const dashboard = progress.run("Dashboard", ensureDashboard);
  const [dashboardFolder] = await waitForAll([dashboard, database, repository] as const);
  await progress.run("Control API", async (report) => {
    await prepareControlApi(instance);
    const { simulated } = cluster;
    const backups = makesBackups(cluster) ? backupsNamespace : undefined;
    const options = { dashboardFolder, simulated, backupsNamespace: backups };
    await processes.ensure([await controlApiProcess(instance, options)], signal);
    report(`the dashboard is at ${instance.urls.dashboard}`);
  });
}

/** Waits for all, also when one fails: what doesn't need it still comes up. Then throws the first failure. */
async function waitForAll<T extends readonly Promise<unknown>[]>(promises: T) {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}

/** The cluster and what deploys to it. Whatever doesn't wait for something else runs beside it. */
async function startCluster(
  cluster: Cluster,
  environment: ClusterEnvironment & { signal: AbortSignal },
  progress: Progress,
) {
  const { instance, binaries, processes, signal } = environment;
  const buildPackages = buildsImages(cluster.kind) && cluster.kind === "node" ? ["buildah", "debootstrap"] : [];
  const ingressPackages = cluster.simulated ? [] : ["nginx-light"];
  const backupPackages = makesBackups(cluster) ? ["restic"] : [];
  const parts = [cluster.debianPackages, ingressPackages, backupPackages, buildPackages];
  const wanted = ["git", "redis-server", ...parts.flat()];
  const packages = progress.run("System packages", (report) => ensureDebianPackages(wanted, report));
  const built = progress.run("Binaries", (report) => ensureBinaries(report, signal));
  const images = buildsImages(cluster.kind)
    ? packages.then(() => progress.run("Images", (report) => buildImages({ progress: report, signal })))
    : progress.run("Images", async (report) => {
        report("none are needed");
        return [];
      });
  const api = Promise.all([packages, built]).then(() =>
    progress.run("Cluster", (report) => cluster.startApi(environment, report)),
  );
  const nodes = api.then(() => progress.run("Nodes", (report) => cluster.startNodes(environment, report)));
  const ingress = api.then(() =>
    progress.run("Ingress", async (report) => {
      if (cluster.simulated || cluster.kind === "context") return report("the cluster's own");
      await prepareIngress(instance);
      await processes.ensure(ingressProcesses(instance), signal);
      report("nginx is ready");
    }),
  );
  const backups = api.then(() =>
    progress.run("Backups", async (report) => {
      if (!makesBackups(cluster)) return report("none are made");
      await processes.ensure([await prepareRestServer(instance, cluster)], signal);
      report("the repository is ready");
    }),
  );
  const argocd = api.then(() =>
    progress.run("Argo CD", async (report) => {
      await prepareArgocd(instance);
      report("applying its settings");
      const makes = makesBackups(cluster);
      await applyArgocd({ instance, binaries, backupsNamespace: makes ? backupsNamespace : undefined });
      if (makes) await backups.then(() => applyRepository(environment, cluster));
      await admitControlApi(instance);
      report("starting its processes");
      const specs = await argocdProcesses(instance, binaries);
      // The controllers ask the repo-server at once; refused, they wait up to two minutes before they ask again. The server makes
      // the key without which the ApplicationSet controller never opens its webhook.
      const isAsked = (name: string): boolean => ["redis", "argocd-repo-server", "argocd-server"].includes(name);
      await processes.ensure(
        specs.filter(({ name }) => isAsked(name)),
        signal,
      );
      await processes.ensure(specs, signal);
      report("ready");
    }),
  );
  const imported = Promise.all([api, images]).then(([, archives]) =>
    progress.run("Images on the nodes", async (report) => {
      await cluster.importImages?.(environment, archives, report);
    }),
  );
  await waitForAll([packages, built, images, api, nodes, ingress, backups, argocd, imported]);
}

/** Processes without the pm2 that ran them: it was killed, so nobody looks after them. */
function isOrphaned(instance: Instance): boolean {
  const found = findOwnProcesses(instance.stateFolder);
  return found.length > 0 && !found.some(({ name }) => name === "pm2");
}

/**
 * Brings the platform up, or whatever of it isn't up. Safe to repeat, and after any interruption: what is there is kept.
 * @throws Error that says what failed and how to mend it; what was started until then keeps running
 */
export async function up(options: UpOptions): Promise<void> {
  const { instance, print = console.log } = options;
  const unlock = await lockSlot(instance);
  const abort = new AbortController();
  let interrupted = 0;
  const interrupt = () => {
    // Ctrl-C reaches us from the terminal and once more through npm; only a later one means "now".
    if (interrupted > 0 && Date.now() - interrupted > 1000) process.exit(130);
    interrupted ||= Date.now();
    abort.abort(new Error("Interrupted. Run the same command again to go on."));
  };
  for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, interrupt);
  options.signal?.addEventListener("abort", interrupt);
  let processes: ProcessManager | undefined;
  try {
    await claimSlot(instance);
    await mkdir(instance.stateFolder, { recursive: true });
    await mkdir(socketFolder(instance), { recursive: true });
    await chmod(socketFolder(instance), 0o755);
    const record = await decideKind(options);
    const cluster = clusterOfKind(record.cluster, record.context);
    const progress = new Progress(instance.progressFile, steps, print);
    if (isOrphaned(instance)) {
      print("Processes of an earlier run have lost their manager; they are stopped first.");
      await stopInstance(instance, cluster, print);
    }
    const binaries = await binariesFolder();
    processes = await ProcessManager.connect(instance, [binaries]);
    await startFront(instance, cluster, processes, progress, abort.signal);
    const environment = { instance, binaries, processes, signal: abort.signal };
    await startCluster(cluster, environment, progress);
    print(
      `\nUp in ${progress.elapsed.toFixed(1)} s, with ${cpuSeconds().toFixed(1)} s of CPU for what had to be made.`,
    );
    print(summary(instance, record));
  } finally {
    for (const name of ["SIGINT", "SIGTERM"] as const) process.off(name, interrupt);
    processes?.close();
    unlock();
  }
}
