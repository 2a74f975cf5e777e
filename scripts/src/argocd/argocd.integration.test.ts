/** What Argo CD makes of the stores repository, on the running instance that the environment names. */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import {
  ApiException,
  CoreV1Api,
  CustomObjectsApi,
  KubeConfig,
  NetworkingV1Api,
  PatchStrategy,
  setHeaderOptions,
} from "@kubernetes/client-node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { instanceFromEnvironment } from "../instance.ts";

const run = promisify(execFile);
const instance = instanceFromEnvironment();

const application = z.object({
  metadata: z.object({
    deletionTimestamp: z.string().optional(),
    labels: z.record(z.string(), z.string()).default({}),
  }),
  status: z
    .object({
      sync: z
        .object({ status: z.string().default(""), revision: z.string().default("") })
        .default({ status: "", revision: "" }),
      health: z.object({ status: z.string().default("") }).default({ status: "" }),
      resources: z
        .array(
          z.object({
            kind: z.string(),
            health: z.object({ status: z.string(), message: z.string().default("") }).optional(),
          }),
        )
        .default([]),
      conditions: z.array(z.object({ type: z.string(), message: z.string() })).default([]),
    })
    .prefault({}),
});
const applicationSet = z.object({
  metadata: z.object({ annotations: z.record(z.string(), z.string()).default({}) }),
  status: z
    .object({
      conditions: z.array(z.object({ type: z.string(), status: z.string(), message: z.string() })).default([]),
    })
    .prefault({}),
});

const engine = "throwaway";
// Charts are never edited in place, so each run brings its own.
const version = `0.0.${Math.floor(Date.now() / 1000)}`;
const suffix = version.slice(-5);
const timings: string[] = [];

let folder: string;
let clone: string;
let objects: CustomObjectsApi;
let core: CoreV1Api;
let networking: NetworkingV1Api;

const argocd = { group: "argoproj.io", version: "v1alpha1", namespace: "argocd" };

beforeAll(async () => {
  const config = new KubeConfig();
  config.loadFromFile(instance.kubeconfig);
  objects = config.makeApiClient(CustomObjectsApi);
  core = config.makeApiClient(CoreV1Api);
  networking = config.makeApiClient(NetworkingV1Api);
  folder = await mkdtemp(join(tmpdir(), "storeplane-argocd-"));
  clone = join(folder, "stores");
  await git("clone", "--quiet", instance.urls.git, clone);
  await change({ ...chartFiles(), [`schemas/${engine}-${version}.json`]: schema }, "release a chart for the tests");
});

afterAll(async () => {
  const names = ["one", "two", "beta", "hand"].map((name) => storeName(name));
  for (const name of [...names, `zz${suffix}`]) {
    await rm(join(clone, pathOf(name)), { force: true });
  }
  await change({}, "remove the stores of the tests").catch(() => undefined);
  for (const name of [...names, `zz${suffix}`]) await deleteApplication(name).catch(() => undefined);
  await rm(folder, { recursive: true, force: true });
  console.log(timings.join("\n"));
});

const storeName = (name: string) => `${name}-${suffix}`;
const pathOf = (name: string) => `stores/${name[0]}/${name}.yaml`;

async function git(...args: string[]): Promise<string> {
  const identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"];
  const env = { PATH: process.env.PATH, HOME: folder, LANG: "C" };
  return (await run("git", [...identity, ...args], { env, timeout: 30_000 })).stdout.trim();
}

/** Writes files, commits and pushes; somebody else may push at the same time. */
async function change(files: Record<string, string>, message: string, ...pushArgs: string[]): Promise<string> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(clone, path)), { recursive: true });
    await writeFile(join(clone, path), text);
  }
  await git("-C", clone, "add", "--all");
  await git("-C", clone, "commit", "--quiet", "-m", message);
  for (let attempt = 1; ; attempt += 1) {
    try {
      await git("-C", clone, "push", "--quiet", ...pushArgs, "origin", "main");
      return await git("-C", clone, "rev-parse", "HEAD");
    } catch (error) {
      if (attempt >= 5) throw error;
      await git("-C", clone, "pull", "--quiet", "--rebase", "origin", "main");
    }
  }
}

const schema = JSON.stringify({ $schema: "http://json-schema.org/draft-07/schema#", type: "object" });

function chartFiles(): Record<string, string> {
  const chart = `charts/${engine}/${version}`;
  const metadata = (kind: string) => `kind: ${kind}\nmetadata:\n  name: store-{{ .Values.global.storeName }}\n`;
  return {
    [`${chart}/Chart.yaml`]: `apiVersion: v2\nname: ${engine}\nversion: ${version}\n`,
    [`${chart}/values.yaml`]: "greeting: hello\n",
    [`${chart}/values.schema.json`]: schema,
    [`${chart}/templates/all.yaml`]: [
      `apiVersion: v1\n${metadata("Namespace")}  annotations: { argocd.argoproj.io/sync-options: Prune=false }\n`,
      // Its class is nobody's, so its status is what a test says.
      `apiVersion: networking.k8s.io/v1\n${metadata("Ingress")}  namespace: {{ .Release.Namespace }}\nspec:\n  ingressClassName: ${engine}\n  defaultBackend: { service: { name: shop, port: { number: 80 } } }\n`,
      `apiVersion: v1\n${metadata("ConfigMap")}  namespace: {{ .Release.Namespace }}\ndata:\n  greeting: {{ .Values.greeting | quote }}\n  origin: {{ .Values.global.origin | quote }}\n`,
    ].join("---\n"),
  };
}

const valuesFile = (extra = "") =>
  `store:\n  engine: ${engine}\n  chartVersion: ${version}\n  owner: ada@example.com\n${extra}`;

async function getOrUndefined<T>(get: () => Promise<T>): Promise<T | undefined> {
  try {
    return await get();
  } catch (error) {
    if (error instanceof ApiException && error.code === 404) return undefined;
    throw error;
  }
}

async function applicationOf(name: string) {
  const found: unknown = await getOrUndefined(() =>
    objects.getNamespacedCustomObject({ ...argocd, plural: "applications", name: `store-${name}` }),
  );
  return found === undefined ? undefined : application.parse(found);
}

const configMapOf = (name: string) =>
  getOrUndefined(() => core.readNamespacedConfigMap({ name: `store-${name}`, namespace: `store-${name}` }));

async function until(what: string, limitMs: number, check: () => Promise<boolean>): Promise<number> {
  const started = performance.now();
  while (!(await check())) {
    if (performance.now() - started > limitMs) throw new Error(`${what}: not within ${limitMs} ms`);
    await sleep(25);
  }
  const took = Math.round(performance.now() - started);
  timings.push(`${what}: ${took} ms`);
  return took;
}

const isReady = async (name: string) => {
  const found = await applicationOf(name);
  return found?.status.sync.status === "Synced" && found.status.health.status === "Healthy";
};

/** Has a set read the repository at once, as the control API does, instead of after up to two minutes. */
async function askSet(name: string) {
  await objects.patchNamespacedCustomObject(
    {
      ...argocd,
      plural: "applicationsets",
      name,
      body: { metadata: { annotations: { "argocd.argoproj.io/application-set-refresh": version } } },
    },
    setHeaderOptions("Content-Type", PatchStrategy.MergePatch),
  );
}

/** As the control API does it: marked first, or the guard refuses. */
async function deleteApplication(name: string) {
  await objects.patchNamespacedCustomObject(
    {
      ...argocd,
      plural: "applications",
      name: `store-${name}`,
      body: { metadata: { annotations: { "storeplane.dev/allow-deletion": "true" } } },
    },
    setHeaderOptions("Content-Type", PatchStrategy.MergePatch),
  );
  await objects.deleteNamespacedCustomObject({
    ...argocd,
    plural: "applications",
    name: `store-${name}`,
    body: { propagationPolicy: "Foreground" },
  });
}

const limit = 60_000;

describe("a store in the repository", () => {
  it("is deployed after a push, with its name, origin and labels", async () => {
    const name = storeName("one");
    await change({ [pathOf(name)]: valuesFile() }, "create");
    await until("create: push → Synced and Healthy", limit, () => isReady(name));
    const map = await configMapOf(name);
    expect(map?.data).toEqual({ greeting: "hello", origin: `http://${name}.localhost:${instance.ports.ingress}` });
    expect((await applicationOf(name))?.metadata.labels).toMatchObject({
      "storeplane.dev/store": name,
      "storeplane.dev/engine": engine,
      "storeplane.dev/chart-version": version,
      "storeplane.dev/owner": "ada-example.com",
    });
  });

  it("is updated after a push, and taken back by a revert", async () => {
    const name = storeName("one");
    await change({ [pathOf(name)]: valuesFile("greeting: good day\n") }, "update");
    await until(
      "update: push → changed in the cluster",
      limit,
      async () => (await configMapOf(name))?.data?.greeting === "good day",
    );
    await git("-C", clone, "revert", "--no-edit", "HEAD");
    await git("-C", clone, "commit", "--quiet", "--amend", "-m", "revert");
    await change({ "README.md": `touched ${version}\n` }, "readme");
    await until(
      "revert: push → back in the cluster",
      limit,
      async () => (await configMapOf(name))?.data?.greeting === "hello",
    );
  });

  it("is healed when somebody changes it in the cluster", async () => {
    const name = storeName("one");
    await until("Synced again", limit, () => isReady(name));
    await core.patchNamespacedConfigMap(
      { name: `store-${name}`, namespace: `store-${name}`, body: { data: { greeting: "drifted" } } },
      setHeaderOptions("Content-Type", PatchStrategy.MergePatch),
    );
    await until("drift → healed", limit, async () => (await configMapOf(name))?.data?.greeting === "hello");
  });

  it("tells what an Ingress waits for as it is now, though that is no matter of health", async () => {
    const name = storeName("one");
    await until("Synced again", limit, () => isReady(name));
    const told = async () =>
      (await applicationOf(name))?.status.resources.find(({ kind }) => kind === "Ingress")?.health;
    const reported = async (ingress: { ip: string }[]) => {
      await networking.patchNamespacedIngressStatus(
        { name: `store-${name}`, namespace: `store-${name}`, body: { status: { loadBalancer: { ingress } } } },
        setHeaderOptions("Content-Type", PatchStrategy.MergePatch),
      );
    };
    const noAddress = "The Ingress controller reports no address";
    await reported([]);
    await until("no address → told", limit, async () => (await told())?.message === noAddress);
    await reported([{ ip: "192.0.2.1" }]);
    await until("address reported → told", limit, async () => (await told())?.message === "");
    await reported([]);
    await until("address gone → told", limit, async () => (await told())?.message === noAddress);
    expect((await told())?.status).toBe("Healthy");
  });

  it("whose file can't be parsed stops only the names beside it", { timeout: 600_000 }, async () => {
    const bad = `zz${suffix}`;
    const hookless = "--receive-pack=git -c core.hooksPath=/dev/null receive-pack";
    const origin = await git("-C", clone, "remote", "get-url", "origin");
    await git("-C", clone, "remote", "set-url", "origin", join(instance.stateFolder, "git", "stores.git"));
    await change({ [pathOf(bad)]: "store: [broken\n" }, "break", hookless);
    await git("-C", clone, "remote", "set-url", "origin", origin);
    await askSet("stores-z");
    await until("broken file: push → its set says so", 180_000, async () => {
      const set = applicationSet.parse(
        await objects.getNamespacedCustomObject({ ...argocd, plural: "applicationsets", name: "stores-z" }),
      );
      return set.status.conditions.some(
        ({ type, status, message }) => type === "ErrorOccurred" && status === "True" && message.includes(pathOf(bad)),
      );
    });
    const other = storeName("two");
    await change({ [pathOf(other)]: valuesFile() }, "create beside a broken file");
    await until("create beside a broken file: push → Synced and Healthy", limit, () => isReady(other));
    await rm(join(clone, pathOf(bad)));
    await change({}, "mend");
    await until("mended: push → its set is fine", 300_000, async () => {
      const set = applicationSet.parse(
        await objects.getNamespacedCustomObject({ ...argocd, plural: "applicationsets", name: "stores-z" }),
      );
      return set.status.conditions.some(({ type, status }) => type === "ErrorOccurred" && status === "False");
    });
  });

  it("without the key `store` breaks only its own Application", async () => {
    const name = storeName("beta");
    const origin = await git("-C", clone, "remote", "get-url", "origin");
    await git("-C", clone, "remote", "set-url", "origin", join(instance.stateFolder, "git", "stores.git"));
    await change(
      { [pathOf(name)]: "store: 5\n" },
      "no store",
      "--receive-pack=git -c core.hooksPath=/dev/null receive-pack",
    );
    await git("-C", clone, "remote", "set-url", "origin", origin);
    await askSet("stores-b-e-h");
    await until("file without settings: push → its Application says so", 180_000, async () => {
      const found = await applicationOf(name);
      return found?.status.conditions.some(({ type }) => type === "ComparisonError") ?? false;
    });
    expect((await applicationOf(name))?.status.sync.status).toBe("Unknown");
  });
});

describe("a store whose file is gone", () => {
  it("stays until its Application is deleted, which takes the namespace along and is not undone by its set", async () => {
    const name = storeName("gone");
    await change({ [pathOf(name)]: valuesFile() }, "create what will go");
    await until("created", limit, () => isReady(name));
    await rm(join(clone, pathOf(name)));
    await change({}, "remove the file");
    await sleep(5_000);
    expect((await applicationOf(name))?.metadata.deletionTimestamp).toBeUndefined();
    // As the control API does it: not before the set has seen a commit without the file.
    await askSet("stores-g-o-z");
    await until("the set is reconciled without the file", limit, async () => {
      const set = applicationSet.parse(
        await objects.getNamespacedCustomObject({ ...argocd, plural: "applicationsets", name: "stores-g-o-z" }),
      );
      return set.metadata.annotations["argocd.argoproj.io/application-set-refresh"] === undefined;
    });
    // The control API may have been quicker.
    await getOrUndefined(() => deleteApplication(name));
    await until("Application deleted → namespace gone", limit, async () => {
      const namespace = await getOrUndefined(() => core.readNamespace({ name: `store-${name}` }));
      return namespace === undefined && (await applicationOf(name)) === undefined;
    });
    await sleep(3_000);
    expect(await applicationOf(name)).toBeUndefined();
  });
});

describe("an Application", () => {
  it("can't be deleted by hand, with its store's data, while its file is wanted", async () => {
    const name = storeName("hand");
    await change({ [pathOf(name)]: valuesFile() }, "create");
    await until("create: push → Synced and Healthy", limit, () => isReady(name));
    const deletion = objects.deleteNamespacedCustomObject({
      ...argocd,
      plural: "applications",
      name: `store-${name}`,
    });
    await expect(deletion).rejects.toThrow(/remove their files from Git instead/);
    await until("it is still Synced and Healthy", limit, () => isReady(name));
    expect((await applicationOf(name))?.metadata.deletionTimestamp).toBeUndefined();
  });
});

describe("an ApplicationSet", () => {
  it("can't be deleted by a slip", async () => {
    const deletion = objects.deleteNamespacedCustomObject({ ...argocd, plural: "applicationsets", name: "stores-x" });
    await expect(deletion).rejects.toThrow(/storeplane\.dev\/allow-deletion=true/);
  });
});
