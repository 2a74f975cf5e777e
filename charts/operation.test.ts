/** How a shop is run: its pods, its database and its secrets, the same with every engine. */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { chartOptions, valuesOf } from "./options.ts";
import { find, helmBinary, type Manifest, podsOf, renderChart } from "./renderChart.ts";

/** What several pods of a shop need beside storage. */
const needed: Record<string, object> = { medusa: { redis: { enabled: true } } };
const database: Record<string, { component: string; port: number; password: string }> = {
  medusa: { component: "postgres", port: 5432, password: "POSTGRES_PASSWORD" },
  woocommerce: { component: "mariadb", port: 3306, password: "WORDPRESS_DB_PASSWORD" },
};

const names = (manifests: readonly Manifest[]) => manifests.map(({ kind, metadata }) => `${kind}/${metadata.name}`);

const annotated = z.object({
  template: z.object({ metadata: z.object({ annotations: z.record(z.string(), z.string()).default({}) }) }),
});
const gate = z.object({ secret: z.object({ items: z.array(z.object({ key: z.string() })) }) });

function podOf(manifests: readonly Manifest[], owner: string) {
  const found = podsOf(manifests).find((one) => one.owner === owner)?.pod;
  if (found === undefined) throw new Error(`${owner} is not rendered`);
  return found;
}

/** Which key of the Secret a pod waits for. */
function awaited(manifests: readonly Manifest[], owner: string): string | undefined {
  const volume = podOf(manifests, owner).volumes.find(({ name }) => name === "secret-gate");
  return gate.parse(volume).secret.items[0]?.key;
}

/** Helm is built when the platform is first started; until then these tests say that they were skipped. */
describe.skipIf(helmBinary === undefined).each(Object.keys(chartOptions))("a shop of %s", (engine) => {
  const shop = `Deployment/${engine}`;
  const own = database[engine];
  if (own === undefined) throw new Error(`say above which database ${engine} brings`);
  const render = (values: object, store?: Record<string, unknown>) =>
    renderChart(engine, valuesOf(engine, { values: { ...values }, ...(store && { store }) }));
  const scaled = (scaling: object, more: object = {}) => render({ ...needed[engine], scaling, ...more });
  const environment = (manifests: readonly Manifest[]) =>
    new Map(podOf(manifests, shop).containers[0]?.env.map((entry) => [entry.name, entry]));

  it("has several pods only where they can share the volume of uploads", async () => {
    await expect(scaled({ replicas: 2 })).rejects.toThrow(/can't share a volume of uploads that is ReadWriteOnce/);
    await expect(scaled({ maxReplicas: 2 })).rejects.toThrow(/can't share a volume of uploads/);
    const together = await scaled({ replicas: 2, sameNode: true });
    expect(find(together, "Deployment", engine).spec.replicas).toBe(2);
    expect(podOf(together, shop)).toHaveProperty("affinity.podAffinity");
    expect(find(together, "PersistentVolumeClaim", "uploads").spec.accessModes).toEqual(["ReadWriteOnce"]);
    const apart = await scaled({ replicas: 2 }, { storage: { uploadsAccess: "ReadWriteMany" } });
    expect(find(apart, "PersistentVolumeClaim", "uploads").spec.accessModes).toEqual(["ReadWriteMany"]);
    expect(find(apart, "PersistentVolumeClaim", "database").spec.accessModes).toEqual(["ReadWriteOnce"]);
    expect(podOf(apart, shop)).not.toHaveProperty("affinity");
    expect(podOf(apart, shop).topologySpreadConstraints).toHaveLength(2);
  });

  it("keeps all but one of several pods while nodes are drained, and one alone holds up no drain", async () => {
    const budgets = (manifests: readonly Manifest[]) => manifests.filter(({ kind }) => kind === "PodDisruptionBudget");
    expect(budgets(await render({}))).toEqual([]);
    expect(budgets(await scaled({ replicas: 3, sameNode: true }))[0]?.spec).toMatchObject({
      maxUnavailable: 1,
      selector: { matchLabels: { "storeplane.dev/component": engine } },
    });
  });

  it("leaves the number of its pods to the autoscaler, except while it is suspended", async () => {
    const scaling = { replicas: 2, maxReplicas: 4, targetMillicores: 500, sameNode: true };
    const manifests = await scaled(scaling);
    expect(find(manifests, "Deployment", engine).spec).not.toHaveProperty("replicas");
    expect(find(manifests, "HorizontalPodAutoscaler").spec).toMatchObject({
      scaleTargetRef: { kind: "Deployment", name: engine },
      minReplicas: 2,
      maxReplicas: 4,
      metrics: [{ resource: { name: "cpu", target: { type: "AverageValue", averageValue: "500m" } } }],
    });
    const suspended = await render({ ...needed[engine], scaling }, { suspended: true });
    expect(find(suspended, "Deployment", engine).spec.replicas).toBe(0);
    expect(suspended.map(({ kind }) => kind)).not.toContain("HorizontalPodAutoscaler");
  });

  it("takes volumes of the classes that are named", async () => {
    const claims = async (storage: object) =>
      (await render({ storage }))
        .filter(({ kind }) => kind === "PersistentVolumeClaim")
        .map(({ metadata, spec }) => [metadata.name, spec.storageClassName]);
    expect(await claims({})).toEqual([
      ["database", undefined],
      ["uploads", undefined],
    ]);
    expect(await claims({ className: "ssd", uploadsClassName: "nfs" })).toEqual([
      ["database", "ssd"],
      ["uploads", "nfs"],
    ]);
  });

  it("brings no database where it is given one, and reaches that on its port alone", async () => {
    const manifests = await render({ database: { host: "db.example.com", port: 6543, secretName: "db" } });
    expect(names(manifests).filter((name) => name.endsWith(`/${own.component}`))).toEqual([]);
    expect(names(manifests)).not.toContain("PersistentVolumeClaim/database");
    expect(find(manifests, "NetworkPolicy", engine).spec.egress).toEqual([
      { ports: [{ port: 6543, protocol: "TCP" }] },
    ]);
    const password = { secretKeyRef: { name: "db", key: "password" } };
    expect(environment(manifests).get(own.password)).toMatchObject({ valueFrom: password });
    expect(JSON.stringify([...environment(manifests).values()])).toContain("db.example.com");
    expect(JSON.stringify([...environment(manifests).values()])).toContain('"value":"true"');
    await expect(render({ database: { host: "db.example.com" } })).rejects.toThrow(/database\.secretName/);
  });

  it("trusts an authority that is named for its database", async () => {
    const given = { host: "db.example.com", secretName: "db", caSecretName: "ca" };
    const pod = podOf(await render({ database: given }), shop);
    expect(pod.volumes).toContainEqual(
      expect.objectContaining({ name: "database-authority", secret: expect.objectContaining({ secretName: "ca" }) }),
    );
    expect(JSON.stringify(pod.containers[0])).toContain('"value":"/run/database-authority/ca.crt"');
  });

  it("takes further variables, and refuses those that the chart sets", async () => {
    const manifests = await render({
      extraEnv: [
        { name: "MODE", value: "test" },
        { name: "KEY", secret: { name: "payments", key: "key" } },
      ],
      extraEnvFrom: [{ secretName: "erp" }, { configMapName: "features" }],
    });
    expect(environment(manifests).get("MODE")?.value).toBe("test");
    const fromSecret = { secretKeyRef: { name: "payments", key: "key" } };
    expect(environment(manifests).get("KEY")).toMatchObject({ valueFrom: fromSecret });
    expect(podOf(manifests, shop).containers[0]).toMatchObject({
      envFrom: [{ secretRef: { name: "erp" } }, { configMapRef: { name: "features" } }],
    });
    const full = await renderChart(engine, valuesOf(engine, chartOptions[engine]?.["all at once"] ?? { values: {} }));
    const set = [...environment(full).keys()].filter((name) => name !== "PAYMENT_KEY");
    for (const name of set) await expect(render({ extraEnv: [{ name, value: "x" }] }), name).rejects.toThrow(/schema/);
  });

  it("starts its pods again for a new text, and its database doesn't", async () => {
    const annotation = async (restart: string, kind: string, name: string) =>
      annotated.parse(find(await render({ restart }), kind, name).spec).template.metadata.annotations;
    expect(await annotation("", "Deployment", engine)).toEqual({});
    expect(await annotation("monday", "Deployment", engine)).toEqual({ "storeplane.dev/restart": "monday" });
    expect(await annotation("monday", "StatefulSet", own.component)).toEqual({});
  });

  it("has pods wait for the secrets of a rotation, those alone that use them", async () => {
    const storage = `StatefulSet/${own.component}`;
    const none = await render({});
    expect([awaited(none, shop), awaited(none, storage)]).toEqual(["ADMIN_EMAIL", "ADMIN_EMAIL"]);
    const sessions = await render({ rotation: { id: "one", of: ["sessions"] } });
    expect([awaited(sessions, shop), awaited(sessions, storage)]).toEqual(["rotation.one", "ADMIN_EMAIL"]);
    const all = await render({ rotation: { id: "two", of: ["sessions", "database"] } });
    expect([awaited(all, shop), awaited(all, storage)]).toEqual(["rotation.two", "rotation.two"]);
  });

  it("lets the secrets' Job change the one Secret while a rotation is wished for", async () => {
    const job = (manifests: readonly Manifest[]) => find(manifests, "Job").metadata.name;
    const before = await render({});
    const after = await render({ rotation: { id: "one", of: ["sessions"] } });
    expect(job(after)).not.toBe(job(before));
    const rules = z.looseObject({ rules: z.array(z.unknown()) }).parse(find(after, "Role", "secrets")).rules;
    const changes = (...resourceNames: string[]) => ({
      apiGroups: [""],
      resources: ["secrets"],
      resourceNames,
      verbs: ["patch"],
    });
    expect(rules.slice(2)).toEqual([changes("store-secrets")]);
    const admin = await render({ rotation: { id: "two", of: ["admin"] } });
    const shown = z.looseObject({ rules: z.array(z.unknown()) }).parse(find(admin, "Role", "secrets")).rules;
    expect(shown.slice(2)).toEqual([changes("store-secrets", "store-credentials")]);
  });

  it("tells the shop, and nobody else, that the admin's password was made anew", async () => {
    const toldOf = async (rotation: object) =>
      podsOf(await render({ rotation }))
        .filter(({ pod }) =>
          [...(pod.initContainers ?? []), ...pod.containers].some(({ env }) =>
            env.some(({ name, value }) => name === "ADMIN_ROTATION" && value === "one"),
          ),
        )
        .map(({ owner }) => owner);
    expect(await toldOf({ id: "one", of: ["sessions", "database"] })).toEqual([]);
    expect(await toldOf({ id: "one", of: ["admin"] })).toEqual([shop]);
  });

  it("is reached through a Gateway instead of an Ingress, with listeners where it has certificates", async () => {
    const gateway = { name: "public", namespace: "gateways" };
    const plain = await render({ gateway, domains: [{ host: "acme.example" }] });
    expect(names(plain)).not.toContain("Ingress/shop");
    const parent = { group: "gateway.networking.k8s.io", kind: "Gateway", name: "public", namespace: "gateways" };
    expect(find(plain, "HTTPRoute", "shop").spec).toEqual({
      parentRefs: [parent],
      hostnames: ["acme.localhost", "acme.example"],
      rules: [{ backendRefs: [{ name: engine, port: 80 }] }],
    });
    const secure = await render({ gateway, tls: { issuer: "le" }, domains: [{ host: "acme.example" }] });
    expect(find(secure, "ListenerSet", "shop").spec).toMatchObject({
      parentRef: parent,
      listeners: [
        { hostname: "acme.localhost", tls: { certificateRefs: [{ name: "tls-acme.localhost" }] } },
        { hostname: "acme.example", port: 443, protocol: "HTTPS" },
      ],
    });
    expect(find(secure, "HTTPRoute", "shop").spec.parentRefs).toHaveLength(2);
    expect(secure.filter(({ kind }) => kind === "Certificate")).toHaveLength(2);
  });

  it("pins images by digest, the platform's for the chart's own version alone", async () => {
    const digest = `sha256:${"ab".repeat(32)}`;
    const key = engine === "medusa" ? "backend" : "shop";
    const image = async (values: object, global: Record<string, unknown> = {}) =>
      podOf(await renderChart(engine, valuesOf(engine, { values: { ...values }, global })), shop).containers[0]?.image;
    expect(await image({ [key]: { image: { digest } } })).toBe(`localhost/storeplane/${engine}@${digest}`);
    const imageDigests = { [`${engine}:1.0.0`]: digest, [`${engine}:0.9.0`]: `sha256:${"cd".repeat(32)}` };
    expect(await image({}, { imageDigests })).toBe(`localhost/storeplane/${engine}@${digest}`);
    expect(await image({ [key]: { image: { tag: "7" } } }, { imageDigests })).toBe(`localhost/storeplane/${engine}:7`);
  });
});

describe.skipIf(helmBinary === undefined)("a worker of Medusa", () => {
  const render = (values: object) => renderChart("medusa", valuesOf("medusa", { values: { ...values } }));
  const separate = { redis: { enabled: true }, worker: { separate: true } };

  it("runs the jobs beside the shop, reached by nobody", async () => {
    const manifests = await render(separate);
    const mode = (owner: string) =>
      podOf(manifests, owner).containers[0]?.env.find(({ name }) => name === "MEDUSA_WORKER_MODE")?.value;
    expect([mode("Deployment/medusa"), mode("Deployment/worker")]).toEqual(["server", "worker"]);
    expect(names(manifests)).not.toContain("Service/worker");
    expect(find(manifests, "NetworkPolicy", "worker").spec).not.toHaveProperty("ingress");
    for (const backend of ["postgres", "redis"])
      expect(JSON.stringify(find(manifests, "NetworkPolicy", backend).spec.ingress)).toContain('"worker"');
  });

  it("needs Redis, as several pods of the shop do", async () => {
    await expect(render({ worker: { separate: true } })).rejects.toThrow(/set redis\.enabled to true/);
    await expect(render({ scaling: { replicas: 2, sameNode: true } })).rejects.toThrow(/set redis\.enabled to true/);
  });
});
