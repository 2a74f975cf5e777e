/** The composition root: makes every part, hands each what it needs, and takes all down again in reverse order. */
import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "pino";
import { clusterReader } from "./argo/clusterReader.ts";
import { clusters } from "./argo/clusters.ts";
import { KubeClient } from "./argo/kubeClient.ts";
import { podUsage } from "./argo/podUsage.ts";
import { usageReader } from "./argo/usageReader.ts";
import { watchedArgoCd } from "./argo/watchedArgoCd.ts";
import { backupReader } from "./backups/backupReader.ts";
import type { Config } from "./config.ts";
import { sharedLedger } from "./db/creationLedger.ts";
import { Database } from "./db/database.ts";
import { exclusively, locks } from "./db/exclusively.ts";
import { Housekeeping } from "./db/housekeeping.ts";
import { inTurn } from "./db/inTurn.ts";
import { readProvisioningTimes } from "./db/provisioningTimes.ts";
import { tokenStore } from "./db/tokenStore.ts";
import { upgradePlans } from "./db/upgradePlans.ts";
import { boundedAudit } from "./http/boundedAudit.ts";
import { Draining } from "./http/draining.ts";
import { EventStream } from "./http/eventStream.ts";
import { FollowStreams } from "./http/followStreams.ts";
import { checkHealth, checkLiveness, type HealthSources } from "./http/health.ts";
import { httpServer } from "./http/httpServer.ts";
import { ApiTokens } from "./http/identity/apiTokens.ts";
import { authenticator } from "./http/identity/authenticator.ts";
import { openSignIn } from "./http/identity/openSignIn.ts";
import { type Listening, listen } from "./http/listen.ts";
import { liveEvents } from "./http/liveEvents.ts";
import { createMetrics } from "./http/metrics/metrics.ts";
import { metricsAccess } from "./http/metricsAccess.ts";
import { openGitHubWebhook } from "./http/openGitHubWebhook.ts";
import { describePlatform, type PlatformSources } from "./http/platformReport.ts";
import { routes } from "./http/routes/routes.ts";
import { createServer } from "./http/server.ts";
import { measureStores } from "./measureStores.ts";
import { watchEventLoop } from "./observability/eventLoop.ts";
import { outsideRequests } from "./observability/requestContext.ts";
import { openRepository } from "./openRepository.ts";
import { stopServing } from "./stopService.ts";
import { CreationLimits } from "./stores/creationLimits.ts";
import { DeletionLoop } from "./stores/deletionLoop.ts";
import { engineCatalogue } from "./stores/engineCatalogue.ts";
import { followReleases } from "./stores/followReleases.ts";
import { measuredRepository } from "./stores/measuredRepository.ts";
import { openIdleLoop } from "./stores/openIdleLoop.ts";
import { openStoresApplication } from "./stores/openStoresApplication.ts";
import { OwnCommits } from "./stores/ownCommits.ts";
import { ownLedger } from "./stores/ownLedger.ts";
import { pendingChanges } from "./stores/pendingChanges.ts";
import { polledRepository } from "./stores/polledRepository.ts";
import { polling } from "./stores/polling.ts";
import { Rollout } from "./stores/rollout.ts";
import { storeBackups } from "./stores/storeBackups.ts";
import { storeRuntime } from "./stores/storeRuntime.ts";
import type { ChangeMode } from "./stores/storesApplication.ts";
import { StoresView } from "./stores/storesView.ts";
import { UpgradeLoop } from "./stores/upgrades/upgradeLoop.ts";
import { upgradesApplication } from "./stores/upgrades/upgradesApplication.ts";
import { askShop } from "./traffic/askShop.ts";

/** Milliseconds for each part to close. */
const mostPerPart = 2_500;

export interface Service {
  /** Where it listens. */
  readonly url: string;
  /** Stops taking requests, lets those that run finish, and closes everything. */
  close(): Promise<void>;
}

/** Starts the control API. Git, the cluster and PostgreSQL may all be down; it takes up each when it is there. */
export async function startService(config: Config, log: Logger): Promise<Service> {
  const closers: (() => Promise<void> | void)[] = [];
  const database = new Database(config.DATABASE_URL, log);
  closers.push(() => database.close());
  const housekeeping = new Housekeeping({ database, auditDays: config.AUDIT_RETENTION_DAYS, log });
  closers.push(() => housekeeping.close());

  const draining = new Draining();
  const eventLoop = watchEventLoop();
  closers.push(() => eventLoop.close());
  const client = new KubeClient(config.KUBECONFIG);
  const usage = podUsage(client);
  const metrics = createMetrics({
    stores: () => view.stores.values(),
    blockedFiles: () => view.blocked.length,
    rollouts: () => measured.rollouts.open,
    cluster: () => argo.connection(),
    fetchedAt: () => gitRepository.snapshot()?.fetchedAt,
    streams: () => stream.size,
    database: () => ({ waiting: database.waiting, dropped: database.dropped, ok: database.state.ok }),
    readiness: () => ({
      ready: gitRepository.snapshot() !== undefined && fetching.state().ok && draining.since === undefined,
      draining: draining.since !== undefined,
    }),
    usage: () => usage.read(),
    usageOfStores: config.USAGE_METRICS_STORES,
  });

  const { repository: gitRepository, proposals } = await openRepository(config, {
    log,
    observer: metrics.git,
    inTurn: (work) => inTurn(database, locks.publishing, work),
  });
  let gitClosing: Promise<void> | undefined;
  const closeGit = () => {
    gitClosing ??= gitRepository.close();
    return gitClosing;
  };
  closers.push(closeGit);
  const ours = new OwnCommits();
  const observer = { ...metrics.git, committed: (commitId: string) => ours.add(commitId) };
  const repository = measuredRepository(gitRepository, observer, log);
  const fetching = polledRepository(repository, { seconds: config.GIT_POLL_SECONDS, log });
  closers.push(() => fetching.close());
  const watching =
    proposals &&
    polling({
      refresh: (signal) => proposals.refresh(signal),
      seconds: 60,
      secondsAfterFailure: 15,
      failure: "The open pull requests can't be read; trying again",
      log,
    });
  closers.push(async () => await watching?.close());

  const ways = clusters({
    home: client,
    namespace: config.ARGOCD_NAMESPACE,
    secretTemplate: config.CLUSTER_SECRET_TEMPLATE,
  });
  closers.push(() => ways.close());
  const argo = watchedArgoCd({ clusters: ways, namespace: config.ARGOCD_NAMESPACE, log, observer: metrics.watches });
  closers.push(() => argo.close());

  const catalogue = engineCatalogue(repository);
  const view = new StoresView({
    repository,
    argo,
    catalogue,
    pending: proposals && pendingChanges(proposals),
    domain: config.PLATFORM_DOMAIN,
    originTemplate: config.SHOP_ORIGIN_TEMPLATE,
    argocdUrl: config.ARGOCD_URL,
    argocdNamespace: config.ARGOCD_NAMESPACE,
    timeout: config.PROVISIONING_TIMEOUT_SECONDS * 1000,
  });
  closers.push(() => view.close());
  const gitPatience = Math.max(30_000, config.GIT_POLL_SECONDS * 4_000);
  const rollout = new Rollout({ repository, argo, view, log });
  closers.push(() => rollout.close());
  const measured = measureStores({
    repository,
    argo,
    view,
    database,
    metrics: metrics.stores,
    log,
    isOurs: (commitId) => ours.has(commitId),
    patience: config.PROVISIONING_TIMEOUT_SECONDS * 1000,
  });
  closers.push(() => measured.close());
  const reader = clusterReader(ways, log);
  const { BACKUPS_NAMESPACE: namespace, RESTIC: restic } = config;
  const backups = storeBackups({
    reader: namespace === undefined ? undefined : backupReader({ reader, namespace, restic }),
    repository,
    catalogue,
    view,
  });
  const deletions = new DeletionLoop({
    repository,
    argo,
    view,
    backups,
    reader,
    log,
    gitPatience,
    grace: config.DELETION_GRACE_SECONDS * 1000,
  });
  closers.push(() => deletions.close());
  const context = { repository, argo, catalogue, view, backups, proposals, changeMode: config.CHANGE_MODE };
  const idle = openIdleLoop({ config, database, log, context });
  closers.push(async () => await idle?.close());

  const stores = openStoresApplication({ ...context, checkCluster: ways.check });
  const signIn = openSignIn(config, log);
  closers.push(() => signIn.close());
  const tokens = new ApiTokens(tokenStore(database), log);
  const limits = new CreationLimits({
    limits: {
      storesPerOwner: config.LIMIT_STORES_PER_OWNER,
      creationsPerOwner: config.LIMIT_CREATIONS_PER_OWNER,
      creationsPerAddress: config.LIMIT_CREATIONS_PER_IP,
    },
    shared: sharedLedger(database),
    own: ownLedger(),
    ownedBy: (owner) => view.ownedBy(owner),
    onReached: metrics.requests.observeLimit,
    async includes(commit) {
      const revision = repository.snapshot()?.revision;
      return revision !== undefined && (await repository.isAncestor(commit, revision));
    },
    log,
  });
  const sources: PlatformSources = {
    auth: signIn.description,
    domain: config.PLATFORM_DOMAIN,
    changeModes: changeModesOf(config),
    simulated: config.SIMULATED,
    backups: config.BACKUPS_NAMESPACE !== undefined,
    snapshot: () => repository.snapshot(),
    fetches: () => fetching.state().ok,
    cluster: () => argo.connection(),
    progressFile: config.PLATFORM_PROGRESS_FILE,
  };
  const health: HealthSources = {
    opened: () => repository.snapshot() !== undefined,
    git: () => fetching.state(),
    cluster: () => argo.connection(),
    database: () => database.ping(),
    draining: () => (draining.since === undefined ? undefined : { since: draining.since }),
    stalled: () => eventLoop.stalled(),
  };
  const events = liveEvents({ view, stores, describe: () => describePlatform(sources) });
  const stream = new EventStream(events.greeting);
  stream.onDropped = metrics.requests.observeStreamDropped;
  closers.push(() => stream.close());
  closers.push(events.start((event) => stream.publish(event)));

  const plans = upgradePlans(database);
  const upgradeLoop = new UpgradeLoop({
    repository,
    view,
    backups,
    plans,
    log,
    exclusively: (work) => exclusively(database, locks.upgrades, work),
  });
  closers.push(() => upgradeLoop.close());

  const follows = new FollowStreams();
  closers.push(() => follows.close());

  const app = createServer({
    routes,
    log,
    services: {
      stores,
      metrics: {
        contentType: metrics.contentType,
        text: metrics.text,
        admit: metricsAccess({ token: config.METRICS_TOKEN, localOnly: config.AUTH_MODE === "dev" }),
      },
      events: stream,
      upgrades: upgradesApplication({ ...context, plans, wake: () => upgradeLoop.wake() }),
      runtime: storeRuntime({ argo, view, reader, usage: usageReader(ways) }),
      follows,
      platform: { describe: () => describePlatform(sources) },
      health: { check: () => checkHealth(health), live: () => checkLiveness(health) },
      audit: { record: boundedAudit((row) => database.recordAttempt(row)) },
      attempts: { find: (filter) => database.findAttempts(filter) },
      provisioning: { times: (since) => readProvisioningTimes(database, since) },
      shops: { ask: askShop },
      tokens,
      limits,
      // What it sets off goes on long after the webhook was answered.
      onGitPush: (tip) => outsideRequests(() => fetching.now(tip)),
      gitHubWebhook: openGitHubWebhook(config, proposals, fetching, log),
    },
    authenticate: authenticator({ tokens, provider: signIn.provider }),
    signInOrigin: signIn.origin,
    shopOrigins: new URL(config.SHOP_ORIGIN_TEMPLATE.replace("{host}", `*.${config.PLATFORM_DOMAIN}`)).origin,
    localOnly: config.AUTH_MODE === "dev",
    trustedProxies: config.TRUST_PROXY,
    corsOrigins: config.CORS_ORIGINS,
    dashboardDir: config.DASHBOARD_DIR,
    draining,
    observe: metrics.requests.observeRequest,
  });
  await catalogue.refresh().catch(() => false);
  closers.push(followReleases({ repository, catalogue, view, log }));
  view.start();
  rollout.start();
  measured.rollouts.start();
  deletions.start();
  upgradeLoop.start();
  idle?.start();
  argo.start();
  fetching.start();
  watching?.start();
  signIn.start();
  housekeeping.start();

  const closeAll = async () => {
    // One that hangs must not keep the next from closing, least of all the database, which has to write what waits.
    for (const close of closers.reverse()) await Promise.race([close(), sleep(mostPerPart, undefined, { ref: false })]);
  };
  let listening: Listening;
  try {
    listening = await listen(httpServer(app), config.PORT, config.HOST);
  } catch (error) {
    await closeAll();
    throw error;
  }
  return {
    url: listening.url,
    async close() {
      await stopServing({
        draining,
        listening,
        delayMs: config.DRAIN_DELAY_SECONDS * 1000,
        endStreams() {
          stream.close();
          follows.close();
        },
        endChanges: closeGit,
      });
      await closeAll();
    },
  };
}

/** Pull requests are there where the Git server has them. */
function changeModesOf({ GIT_PROVIDER, CHANGE_MODE }: Config): ChangeMode[] {
  if (GIT_PROVIDER === "git") return ["direct"];
  return CHANGE_MODE === "direct" ? ["direct", "pull-request"] : ["pull-request", "direct"];
}
