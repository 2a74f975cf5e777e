/** What every engine's chart must keep, whatever it runs. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { imageReference, readImageList } from "../scripts/src/images/imageList.ts";
import { chartReadme, readmeCommand } from "./chartReadme.ts";
import { chartOptions, valuesOf } from "./options.ts";
import { find, helm, helmBinary, type Manifest, type PodSpec, podsOf, renderChart, renderText } from "./renderChart.ts";

const engines = readdirSync(import.meta.dirname).filter((name) =>
  existsSync(join(import.meta.dirname, name, "Chart.yaml")),
);

const readChartFile = (...path: string[]) => readFileSync(join(import.meta.dirname, ...path), "utf8");

describe.each(engines)("the chart of %s", (chart) => {
  const store = { engine: chart, chartVersion: "1.0.0", owner: "alice@example.com" };
  const options = chartOptions[chart] ?? {};
  const full = valuesOf(chart, options["all at once"] ?? { values: {} });

  /** Helm is built when the platform is first started; until then these tests say that they were skipped. */
  describe.skipIf(helmBinary === undefined)("as rendered", () => {
    it("passes Helm's strict lint", async () => {
      await expect(helm(["lint", "--strict", join(import.meta.dirname, chart)])).resolves.toContain(
        "0 chart(s) failed",
      );
    });

    it("is the same text each time", async () => {
      expect(await renderText(chart, full)).toBe(await renderText(chart, full));
    });

    it("runs images that the image build makes", async () => {
      const list = readImageList();
      const built = Object.keys(list.images).map((name) => imageReference(list, name as keyof typeof list.images));
      const used = podsOf(await renderChart(chart, full)).flatMap(({ pod }) =>
        [...pod.initContainers, ...pod.containers].map(({ image }) => image),
      );
      for (const image of used) expect(built).toContain(image);
    });

    it.each(Object.entries(options))("keeps the rules with: %s", async (_, option) => {
      const manifests = await renderChart(chart, valuesOf(chart, option));
      expectOwnNamespace(manifests);
      for (const { owner, pod } of podsOf(manifests)) expectRestricted(owner, pod);
      expect(find(manifests, "Namespace").metadata.labels).toMatchObject({
        "pod-security.kubernetes.io/enforce": "restricted",
      });
      expect(manifests.map(({ kind }) => kind)).not.toContain("Secret");
      for (const { name, value } of podsOf(manifests).flatMap(({ pod }) => containersOf(pod).flatMap(({ env }) => env)))
        if (/PASSWORD|SECRET$/.test(name)) expect(value, name).toBeUndefined();
    });

    it.each(["small", "medium", "large"])(
      "fits its quota in the plan %s, even while a rolling update runs",
      async (plan) => {
        const scaling = { replicas: 5, sameNode: true };
        const manifests = await renderChart(chart, { ...full, scaling, resources: { plan } });
        const hard = z.record(z.string(), z.string()).parse(find(manifests, "ResourceQuota", "compute").spec.hard);
        const pods = podsOf(manifests).filter(({ owner }) => !owner.startsWith("Job/"));
        const memory = pods.flatMap(({ owner, pod }) => {
          const [kind = "", name] = owner.split("/");
          const { replicas } = find(manifests, kind, name).spec;
          const sum = (containers: typeof pod.containers) =>
            containers.reduce((total, { resources }) => total + mebibytes(resources.limits.memory ?? ""), 0);
          const most = Math.max(sum(pod.containers), ...pod.initContainers.map((one) => sum([one])));
          return Array<number>(Number(replicas)).fill(most);
        });
        const all = memory.reduce((total, one) => total + one, 0);
        expect(all + Math.max(...memory)).toBeLessThanOrEqual(mebibytes(hard["limits.memory"] ?? ""));
      },
    );

    it("gives a token to the Job that makes the secrets and to nothing else", async () => {
      const withToken = podsOf(await renderChart(chart, full)).filter(({ pod }) => pod.automountServiceAccountToken);
      expect(withToken.map(({ owner, pod }) => [owner.replace(/-.*/, ""), pod.serviceAccountName])).toEqual([
        ["Job/secrets", "secrets"],
      ]);
    });

    it("lets that Job make Secrets and read the two that it makes", async () => {
      const { rules } = z.looseObject({ rules: z.unknown() }).parse(find(await renderChart(chart, full), "Role"));
      expect(rules).toEqual([
        { apiGroups: [""], resources: ["secrets"], verbs: ["create"] },
        {
          apiGroups: [""],
          resources: ["secrets"],
          resourceNames: ["store-secrets", "store-credentials"],
          verbs: ["get"],
        },
      ]);
    });

    it("denies all traffic but name resolution, and opens only what one of its components needs", async () => {
      const policies = (await renderChart(chart, full)).filter(({ kind }) => kind === "NetworkPolicy");
      expect(find(policies, "NetworkPolicy", "default-deny").spec).toEqual({
        podSelector: {},
        policyTypes: ["Ingress", "Egress"],
        egress: [
          {
            to: [
              { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } } },
              { ipBlock: { cidr: "169.254.0.0/16" } },
            ],
            ports: [
              { port: 53, protocol: "UDP" },
              { port: 53, protocol: "TCP" },
            ],
          },
        ],
      });
      for (const { metadata, spec } of policies.filter(({ metadata }) => metadata.name !== "default-deny")) {
        // cert-manager labels its pods itself.
        const solver = metadata.name === "acme-solver" && "acme.cert-manager.io/http01-solver";
        const label = solver ? { [solver]: "true" } : { "storeplane.dev/component": metadata.name };
        expect(spec.podSelector).toEqual({ matchLabels: label });
      }
    });

    it("stops every pod of a suspended store and keeps its claims", async () => {
      const manifests = await renderChart(chart, { ...full, store: { ...store, suspended: true } });
      const scaled = manifests.filter(({ kind }) => kind === "Deployment" || kind === "StatefulSet");
      expect(scaled.length).toBeGreaterThan(0);
      for (const { spec } of scaled) expect(spec.replicas).toBe(0);
      const claims = (all: typeof manifests) => all.filter(({ kind }) => kind === "PersistentVolumeClaim");
      expect(claims(manifests)).toEqual(claims(await renderChart(chart, full)));
    });

    it("never prunes the namespace or a claim", async () => {
      const kept = (await renderChart(chart, { store })).filter(({ kind }) =>
        ["Namespace", "PersistentVolumeClaim"].includes(kind),
      );
      for (const { metadata } of kept) {
        expect(metadata.annotations["argocd.argoproj.io/sync-options"]).toBe("Prune=false");
      }
    });

    it("names the secrets' Job after its content, since a Job can't be changed", async () => {
      const job = async (values: unknown) => find(await renderChart(chart, values), "Job").metadata.name;
      const first = await job({ store });
      expect(await job({ store, storefront: { tagline: "Other" } })).toBe(first);
      expect(await job({ store, admin: { email: "bob@example.com" } })).not.toBe(first);
    });

    it("signs the admin in with an address that sign-in forms accept", async () => {
      const email = async (owner: string) =>
        podsOf(await renderChart(chart, { store: { ...store, owner } }))
          .find(({ owner: name }) => name.startsWith("Job/"))
          ?.pod.containers[0]?.env.find(({ name }) => name === "ADMIN_EMAIL")?.value;
      expect(await email("alice@example.com")).toBe("alice@example.com");
      expect(await email("dev@localhost")).toBe("admin@acme.localhost");
    });
  });

  describe("its schema", () => {
    const ajv = new Ajv({ strict: true, allErrors: true });
    const schema = z.record(z.string(), z.unknown()).parse(JSON.parse(readChartFile(chart, "values.schema.json")));
    const accepts = ajv.compile(schema);

    it("accepts the defaults", () => {
      expect(accepts(parse(readChartFile(chart, "values.yaml"))), ajv.errorsText(accepts.errors)).toBe(true);
    });

    it("is what the chart's README was written from", () => {
      expect(readChartFile(chart, "README.md"), `stale: ${readmeCommand}`).toBe(
        chartReadme(join(import.meta.dirname, chart)),
      );
    });

    it("has each of its values tried by an option in options.ts", () => {
      const given = Object.values(options).flatMap((option) => [...givenPaths(valuesOf(chart, option))]);
      const untried = leaves(schema)
        .map(([path]) => path)
        .filter((path) => !path.startsWith("global.") && !given.includes(path));
      expect(untried).toEqual([]);
    });

    it("says of every value what it is called and what it does", () => {
      for (const [path, node] of leaves(schema)) {
        expect(node.title, `${path} has a title`).toMatch(/\S/);
        expect(node.description, `${path} has a description`).toMatch(/\S/);
      }
    });

    it("has the same defaults as the values", () => {
      const values: unknown = parse(readChartFile(chart, "values.yaml"));
      for (const [path, node] of leaves(schema)) {
        if (node.default === undefined) continue;
        const value = path
          .split(".")
          .reduce<unknown>((found, key) => (found as Record<string, unknown>)?.[key], values);
        expect(value, path).toEqual(node.default);
      }
    });

    const refused: Record<string, unknown> = {
      "an unknown key": { store, colour: "red" },
      "an unknown key of the store": { store: { ...store, colour: "red" } },
      "another engine": { store: { ...store, engine: "shopify" } },
      "no owner": { store: { engine: chart, chartVersion: "1.0.0" } },
      "an unknown plan": { store, resources: { plan: "huge" } },
      "a volume of no size": { store, storage: { sizeGi: 0 } },
      "a colour that is none": { store, storefront: { accentColor: "red" } },
      "suspended as a word": { store: { ...store, suspended: "sometimes" } },
    };
    it.each(Object.entries(refused))("refuses %s", (_, values) => {
      expect(accepts(values)).toBe(false);
    });

    // Helm fills missing keys from the defaults first, so only the API can see that one is missing.
    const seenByHelm = Object.entries(refused).filter(([what]) => what !== "no owner");
    it.skipIf(helmBinary === undefined).each(seenByHelm)("refuses %s in Helm, too", async (_, values) => {
      await expect(renderText(chart, values)).rejects.toThrow(/schema|validat/i);
    });
  });
});

/** Every object is the store's own, and there once. What of it lies in the namespace of backups is its right to read there. */
function expectOwnNamespace(manifests: readonly Manifest[]): void {
  const names = manifests.map(({ kind, metadata }) => `${kind}/${metadata.name}`);
  expect(new Set(names).size).toBe(names.length);
  for (const { kind, metadata } of manifests) {
    const namespace = kind === "Namespace" ? metadata.name : metadata.namespace;
    if (namespace === "storeplane-backups") expect(`${kind}/${metadata.name}`).toMatch(/^Role(Binding)?\/store-acme$/);
    else expect(namespace, `${kind}/${metadata.name}`).toBe("store-acme");
    expect(metadata.labels["storeplane.dev/store"]).toBe("acme");
  }
}

const containersOf = (pod: PodSpec) => [...pod.initContainers, ...pod.containers];

/** No root, no right beyond an ordinary process', limits everywhere, and an image that stays what it is. */
function expectRestricted(owner: string, pod: PodSpec): void {
  expect(pod.securityContext, owner).toMatchObject({
    runAsNonRoot: true,
    seccompProfile: { type: "RuntimeDefault" },
  });
  for (const one of containersOf(pod)) {
    const { runAsUser, runAsGroup, ...security } = one.securityContext;
    // A database beside a backup keeps the user whose its files are.
    for (const id of [runAsUser, runAsGroup]) expect([undefined, 999]).toContain(id);
    expect(security, `${owner} ${one.name}`).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    });
    expect(Object.keys(one.resources.limits).sort()).toEqual(["cpu", "memory"]);
    expect(Object.keys(one.resources.requests).sort()).toEqual(["cpu", "memory"]);
    expect(one.imagePullPolicy).toBe("IfNotPresent");
    expect(one.image).toMatch(/:(?!latest$)[^:/]+$/);
  }
}

function mebibytes(quantity: string): number {
  const [, number, unit] = /^(\d+)([MG]i)$/.exec(quantity) ?? [];
  if (number === undefined) throw new Error(`"${quantity}" is no amount of memory in Mi or Gi`);
  return Number(number) * (unit === "Gi" ? 1024 : 1);
}

const schemaNode = z.looseObject({
  title: z.string().optional(),
  description: z.string().optional(),
  default: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
});

/** The values that people set, by path. */
function leaves(schema: unknown, path = ""): [string, z.infer<typeof schemaNode>][] {
  const node = schemaNode.parse(schema);
  if (node.properties === undefined) return [[path, node]];
  return Object.entries(node.properties).flatMap(([key, child]) => leaves(child, path ? `${path}.${key}` : key));
}

/** The paths of all that a values file gives. */
function* givenPaths(value: unknown, path = ""): Generator<string> {
  yield path;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return;
  for (const [key, child] of Object.entries(value)) yield* givenPaths(child, path ? `${path}.${key}` : key);
}
