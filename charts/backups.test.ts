/** What a store's chart makes of backups, whatever the engine. */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { chartOptions, valuesOf } from "./options.ts";
import { find, helmBinary, type Manifest, podsOf, renderChart, renderText } from "./renderChart.ts";

const namespace = "storeplane-backups";
const wave = "argocd.argoproj.io/sync-wave";
const at = "2026-11-26T06:00:00Z";
const engines = Object.keys(chartOptions);

/** Helm is built when the platform is first started; until then these tests say that they were skipped. */
describe.skipIf(helmBinary === undefined).each(engines)("backups of a %s store", (engine) => {
  const global = { backups: { namespace, port: "7490" } };
  const render = (values: Record<string, unknown> = {}, store: Record<string, unknown> = {}, name = "acme") =>
    renderChart(engine, valuesOf(engine, { values, store, global }), name);
  const names = (manifests: readonly Manifest[]) => manifests.map(({ kind, metadata }) => `${kind}/${metadata.name}`);
  const environment = (manifests: readonly Manifest[], owner: string) =>
    new Map(
      podsOf(manifests)
        .find((one) => one.owner === owner)
        ?.pod.containers[0]?.env.map(({ name, value }) => [name, value]),
    );
  const shopEnvironment = (manifests: readonly Manifest[]) => {
    const shop = podsOf(manifests).find(({ owner }) => owner === `Deployment/${engine}`)?.pod;
    return [...(shop?.initContainers ?? []), ...(shop?.containers ?? [])].flatMap(({ env }) => env);
  };

  it("are not rendered where the platform makes none, whatever the values file says", async () => {
    const plain = await renderText(engine, valuesOf(engine, { values: {} }));
    const asked = { backups: { request: { at } }, restore: { snapshot: "0b11ce0c" } };
    expect(await renderText(engine, valuesOf(engine, { values: asked }))).toBe(plain);
    expect(plain).not.toMatch(/backup|restore/i);
  });

  it("add a schedule, a last backup, an account and its rights, and no wave", async () => {
    const without = names(await renderChart(engine, valuesOf(engine, { values: {} })));
    const manifests = await render();
    expect(
      names(manifests)
        .filter((name) => !without.includes(name))
        .sort(),
    ).toEqual([
      "CronJob/backup",
      "Job/backup-before-deletion",
      "NetworkPolicy/backup",
      "Role/store-acme",
      "RoleBinding/store-acme",
      "ServiceAccount/backup",
    ]);
    for (const { metadata } of manifests) expect(metadata.annotations[wave]).toBeUndefined();
  });

  it("hold the store's namespace until the last of them is approved, where one is made", async () => {
    const optionsOf = (manifests: readonly Manifest[]) =>
      manifests.find(({ kind }) => kind === "Namespace")?.metadata.annotations["argocd.argoproj.io/sync-options"];
    expect(optionsOf(await render())).toBe("Prune=false,Delete=confirm");
    expect(optionsOf(await render({ backups: { beforeDeletion: false } }))).toBe("Prune=false");
  });

  it("may read where backups go and the store's own key, and of another store's only what it restores", async () => {
    const readable = async (values: Record<string, unknown>) => {
      const role = (await render(values)).find(
        ({ kind, metadata }) => kind === "Role" && metadata.namespace === namespace,
      );
      return z.looseObject({ rules: z.unknown() }).parse(role).rules;
    };
    const create = { apiGroups: [""], resources: ["secrets"], verbs: ["create"] };
    const get = (...resourceNames: string[]) => ({
      apiGroups: [""],
      resources: ["secrets"],
      resourceNames,
      verbs: ["get"],
    });
    expect(await readable({})).toEqual([create, get("repository", "store-acme")]);
    const clone = { restore: { snapshot: "0b11ce0c", store: "other" } };
    expect(await readable(clone)).toEqual([create, get("repository", "store-acme", "store-other")]);
  });

  it("alone have the token for that, and the account that has the right", async () => {
    const manifests = await render({ backups: { request: { at } }, restore: { snapshot: "0b11ce0c" } });
    for (const { owner, pod } of podsOf(manifests)) {
      const expected = owner.startsWith("Job/secrets-")
        ? "secrets"
        : /^\w+\/(backup|restore)/.test(owner)
          ? "backup"
          : "store";
      expect(pod.serviceAccountName, owner).toBe(expected);
      expect(pod.automountServiceAccountToken, owner).toBe(expected !== "store");
    }
  });

  it("run once a night at a minute that the name decides, or when the store wants them", async () => {
    const schedule = async (values: Record<string, unknown>, name?: string) =>
      find(await render(values, {}, name), "CronJob").spec.schedule;
    const nightly = await Promise.all(["acme", "b", "blue-bikes", "zebra", "s-4"].map((name) => schedule({}, name)));
    for (const line of nightly) expect(line).toMatch(/^[1-5]?\d [1-5] \* \* \*$/);
    expect(new Set(nightly).size).toBeGreaterThan(3);
    expect(await schedule({ backups: { schedule: "*/15 3 * * 1-5" } })).toBe("*/15 3 * * 1-5");
  });

  it("rest while the store is suspended or wants none", async () => {
    const suspend = async (values: Record<string, unknown>, store?: Record<string, unknown>) =>
      find(await render(values, store), "CronJob").spec.suspend;
    expect(await suspend({})).toBe(false);
    expect(await suspend({}, { suspended: true })).toBe(true);
    expect(await suspend({ backups: { schedule: "never" } })).toBe(true);
  });

  it("that are asked for run before the rest of the change, with all that they need and nothing else", async () => {
    const manifests = await render({ backups: { request: { at, reason: "before-upgrade" } } });
    const early = manifests.filter(({ metadata }) => metadata.annotations[wave] === "-1");
    const job = early.find(({ kind }) => kind === "Job")?.metadata.name ?? "";
    expect(job).toMatch(/^backup-[0-9a-f]{10}$/);
    expect(names(early).sort()).toEqual([
      `Job/${job}`,
      "Namespace/store-acme",
      "NetworkPolicy/backup",
      "PersistentVolumeClaim/database",
      "PersistentVolumeClaim/uploads",
      "Role/store-acme",
      "RoleBinding/store-acme",
      "ServiceAccount/backup",
    ]);
    expect(environment(manifests, `Job/${job}`).get("REASON")).toBe("before-upgrade");
  });

  it("that are asked for are told when, so that a request is served once whatever else changes", async () => {
    const job = async (instant: string, values = {}) => {
      const manifests = await render({ backups: { request: { at: instant } }, ...values });
      const name = names(manifests).find((one) => /^Job\/backup-[0-9a-f]{10}$/.test(one)) ?? "";
      return { name, at: environment(manifests, name).get("REQUESTED_AT") };
    };
    const first = await job(at);
    expect(first.at).toBe(at);
    const resized = await job(at, { storage: { sizeGi: 3 } });
    // A Job can't be changed.
    expect(resized.name).not.toBe(first.name);
    expect(resized.at).toBe(at);
    expect((await job("2026-11-26T06:00:01Z")).name).not.toBe(first.name);
  });

  it("of a suspended store are made before its deletion, with its database beside them, and not on request", async () => {
    const values = { backups: { request: { at } }, restore: { snapshot: "0b11ce0c" } };
    const manifests = await render(values, { suspended: true });
    const jobs = podsOf(manifests).filter(({ owner }) => /^Job\/(backup|restore)/.test(owner));
    expect(jobs).toMatchObject([
      { owner: "Job/backup-before-deletion", pod: { initContainers: [{ restartPolicy: "Always" }] } },
    ]);
    for (const { metadata } of manifests) expect(metadata.annotations[wave]).toBeUndefined();
  });

  it("before an upgrade are of the version that ran", async () => {
    const version = async (request: Record<string, unknown>) => {
      const manifests = await render({ backups: { request: { at, ...request } } });
      const job = names(manifests).find((one) => /^Job\/backup-[0-9a-f]{10}$/.test(one)) ?? "";
      return environment(manifests, job).get("CHART_VERSION");
    };
    expect(await version({ chartVersion: "0.9.0" })).toBe("0.9.0");
    expect(await version({})).toBe("1.0.0");
  });

  it("are told whose they are, in tags that a comma can't split", async () => {
    const manifests = await render({}, { owner: "doe, jane@example.com" });
    expect(environment(manifests, "CronJob/backup").get("OWNER")).toBe("doe%2C jane@example.com");
  });

  it("are restored by a Job that the shop waits for, once for each request", async () => {
    const restore = { snapshot: "0b11ce0c", at };
    const id = async (values: Record<string, unknown>) => {
      const manifests = await render({ restore: values });
      const job = names(manifests).find((name) => /^Job\/restore-[0-9a-f]{10}$/.test(name)) ?? "";
      expect(environment(manifests, job).get("SOURCE")).toBe(values.store ?? "acme");
      const id = shopEnvironment(manifests).find(({ name }) => name === "RESTORE_ID")?.value;
      expect(environment(manifests, job).get("RESTORE_ID")).toBe(id);
      return id;
    };
    expect(await id(restore)).toMatch(/^[0-9a-f]{10}$/);
    expect(await id({ ...restore, store: "acme" })).toBe(await id(restore));
    expect(await id({ ...restore, at: "2026-11-26T06:00:01Z" })).not.toBe(await id(restore));
    expect(await id({ ...restore, store: "other" })).not.toBe(await id(restore));
    expect(shopEnvironment(await render()).map(({ name }) => name)).not.toContain("RESTORE_ID");
  });

  it("open the network to the database and the repository, for their pods alone", async () => {
    const policy = find(await render(), "NetworkPolicy", "backup").spec;
    expect(JSON.stringify(policy.egress)).toContain("7490");
    expect(policy.podSelector).toEqual({ matchLabels: { "storeplane.dev/component": "backup" } });
  });

  it.each([
    ["a schedule in words", { backups: { schedule: "hourly" } }],
    ["a schedule of four fields", { backups: { schedule: "* * * *" } }],
    ["keeping nothing", { backups: { keepDaily: 0 } }],
    ["a request at no instant", { backups: { request: { at: "yesterday" } } }],
    ["a snapshot that is no id", { restore: { snapshot: "latest; rm -rf /" } }],
    ["a store that is no name", { restore: { store: "../other" } }],
  ])("refuse %s", async (_, values) => {
    await expect(render(values)).rejects.toThrow(/schema|validat/i);
  });
});
