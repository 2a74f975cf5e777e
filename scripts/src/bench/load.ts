import { setTimeout as sleep } from "node:timers/promises";
import {
  type ApplicationsServer,
  startApplicationsServer,
} from "@storeplane/control-api/testing/applicationsServer.ts";
import { createAll } from "@storeplane/control-api/testing/creators.ts";
import { tally } from "@storeplane/control-api/testing/ledger.ts";
import { type ProcessPlatform, startProcessPlatform } from "@storeplane/control-api/testing/processPlatform.ts";
import { storeNameOf } from "@storeplane/control-api/testing/storeNames.ts";
import { apiClient } from "../apiClient.ts";
import { partitions } from "../argocd/partitions.ts";
import { branchTip } from "../git-server/branchTip.ts";
import { waitUntil } from "../process/waitUntil.ts";
import type { Figure } from "./figure.ts";
import { statusEvents } from "./statusEvents.ts";

const size = 10_000;
const creators = 64;
const warmUps = 256;
const creations = 2_000;
const listings = 400;
const statusChanges = 300;

interface Rig {
  readonly platform: ProcessPlatform;
  readonly cluster: ApplicationsServer;
  readonly stores: readonly string[];
  readonly url: string;
}

/** The control API, a process of its own, with 10,000 stores in Git and their 10,000 Applications in a cluster. */
async function startRig(): Promise<Rig> {
  const stores = Array.from({ length: size }, (_, index) => storeNameOf(index));
  let cluster: ApplicationsServer | undefined;
  const platform = await startProcessPlatform({
    stores,
    settings: { LOG_LEVEL: "info" },
    startCluster: async (kubeconfig, repository) => {
      const revision = async () => (await branchTip(repository, "main")) ?? "";
      const sets = partitions.map(({ patterns }) => patterns);
      cluster = await startApplicationsServer({ kubeconfig, stores, revision, sets });
      return cluster;
    },
  });
  const [api] = platform.apis;
  if (!cluster || !api) throw new Error("The rig has no cluster or no control API.");
  const { call } = apiClient(`${api.url}/api`);
  const allReady = async () => {
    const { body } = await call("GET", `/stores?limit=1&status=Ready`);
    return typeof body === "object" && body !== null && "total" in body && body.total === size;
  };
  await waitUntil("all stores are Ready", allReady, { timeoutMs: 180_000, intervalMs: 500 });
  return { platform, cluster, stores, url: api.url };
}

/** Memory of the process once all is read, over some seconds, with one dashboard open. */
async function memory({ platform }: Rig): Promise<Figure> {
  const samples: number[] = [];
  for (let sample = 0; sample < 20; sample += 1) {
    samples.push(((await platform.apis[0]?.memory()) ?? Number.NaN) / 1_000_000);
    await sleep(500);
  }
  return { name: "memory with 10,000 stores and Applications", unit: "MB", samples, of: "p95", bound: 400 };
}

/** First pages of 10,000 stores, while a status changes between any two of them. */
async function listFirstPages({ url, cluster, stores }: Rig): Promise<Figure> {
  const samples: number[] = [];
  for (let round = -20; round < listings; round += 1) {
    cluster.setHealth(stores[(round + 20) % stores.length] ?? "", round % 2 === 0 ? "Degraded" : "Healthy");
    const started = performance.now();
    const response = await fetch(`${url}/api/stores?limit=50`);
    await response.arrayBuffer();
    if (round >= 0) samples.push(performance.now() - started);
  }
  return { name: "list of 10,000 stores, first page", unit: "ms", samples, of: "p95", bound: 30 };
}

/** Creations by many at once; each must be a commit of its own, there once. @throws Error when one is lost or doubled */
async function createAtOnce({ platform, url }: Rig): Promise<Figure[]> {
  const load = { urls: [url], creators };
  await createAll({ ...load, nameOf: (index) => storeNameOf(size + index), most: warmUps });
  const started = performance.now();
  const sent = await createAll({ ...load, nameOf: (index) => storeNameOf(size + warmUps + index), most: creations });
  const seconds = (performance.now() - started) / 1000;
  const { acknowledged, lost, twice } = await tally(sent, platform.readRepository);
  if (acknowledged !== creations || lost.length + twice.length > 0)
    throw new Error(`Of ${creations} creations ${acknowledged} were answered; lost ${lost}, twice ${twice}.`);
  const note = `${creations} commits, none lost, none twice`;
  return [
    {
      name: "64 creators at once: commits",
      unit: "/s",
      samples: [creations / seconds],
      bound: 50,
      atLeast: true,
      note,
    },
    { name: "  of it: create → answer", unit: "ms", samples: sent.map(({ ms }) => ms) },
  ];
}

/** What the control API does under load, without a cluster of its own: parts of it by name. */
export async function benchLoad(): Promise<Figure[]> {
  const rig = await startRig();
  try {
    const figures = [await memory(rig), await listFirstPages(rig)];
    const change = (store: string, health: "Healthy" | "Degraded") => rig.cluster.setHealth(store, health);
    const samples = await statusEvents({ url: rig.url, stores: rig.stores, changes: statusChanges, change });
    figures.push({ name: "status change in Argo CD → event in a browser", unit: "ms", samples, of: "p95", bound: 150 });
    return [...figures, ...(await createAtOnce(rig))];
  } finally {
    await rig.platform.close();
  }
}
