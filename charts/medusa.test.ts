import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { helm, helmBinary, type Manifest, podsOf, renderChart, renderText } from "./renderChart.ts";

/** Helm is built when the platform is first started; until then these tests say that they were skipped. */
const withHelm = describe.skipIf(helmBinary === undefined);

const store = { engine: "medusa", chartVersion: "1.0.0", owner: "alice@example.com" };
const everything = { store, redis: { enabled: true }, resources: { plan: "large" } };

function find(manifests: readonly Manifest[], kind: string, name?: string): Manifest {
  const found = manifests.find((one) => one.kind === kind && (name === undefined || one.metadata.name === name));
  if (found === undefined) throw new Error(`no ${kind} ${name ?? ""} is rendered`);
  return found;
}

const readChartFile = (...path: string[]) => readFile(join(import.meta.dirname, ...path), "utf8");

withHelm("the Medusa chart", () => {
  it("passes Helm's strict lint", async () => {
    await expect(helm(["lint", "--strict", join(import.meta.dirname, "medusa")])).resolves.toContain(
      "0 chart(s) failed",
    );
  });

  it("renders the same text each time", async () => {
    expect(await renderText("medusa", everything)).toBe(await renderText("medusa", everything));
  });

  it("keeps every object in the store's own namespace", async () => {
    const manifests = await renderChart("medusa", everything);
    for (const { kind, metadata } of manifests) {
      expect(kind === "Namespace" ? metadata.name : metadata.namespace, `${kind}/${metadata.name}`).toBe("store-acme");
      expect(metadata.labels["storeplane.dev/store"]).toBe("acme");
    }
  });

  it("runs the images that the image build makes", async () => {
    const { registry, images } = z
      .object({ registry: z.string(), images: z.record(z.string(), z.string()) })
      .parse(JSON.parse(await readChartFile("..", "images", "images.json")));
    const used = podsOf(await renderChart("medusa", everything)).flatMap(({ pod }) =>
      [...pod.initContainers, ...pod.containers].map(({ image }) => image),
    );
    expect(new Set(used)).toEqual(new Set(Object.entries(images).map(([name, tag]) => `${registry}/${name}:${tag}`)));
  });

  it("takes another image for the shop alone", async () => {
    const image = { repository: "registry.example.com/mine", tag: "7" };
    const pods = podsOf(await renderChart("medusa", { ...everything, backend: { image } }));
    const shop = pods.find(({ owner }) => owner === "Deployment/medusa")?.pod;
    expect(shop?.containers[0]?.image).toBe("registry.example.com/mine:7");
    expect(pods.find(({ owner }) => owner === "StatefulSet/postgres")?.pod.containers[0]?.image).toContain(
      "/postgres:",
    );
  });
});

withHelm("security of the Medusa chart", () => {
  it("gives every pod what the restricted Pod Security level asks for, and limits", async () => {
    const pods = podsOf(await renderChart("medusa", everything));
    expect(pods.length).toBe(4);
    for (const { owner, pod } of pods) {
      expect(pod.securityContext, owner).toMatchObject({
        runAsNonRoot: true,
        seccompProfile: { type: "RuntimeDefault" },
      });
      for (const one of [...pod.initContainers, ...pod.containers]) {
        expect(one.securityContext, `${owner} ${one.name}`).toEqual({
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
    expect(find(await renderChart("medusa", { store }), "Namespace").metadata.labels).toMatchObject({
      "pod-security.kubernetes.io/enforce": "restricted",
    });
  });

  it("gives a token to the Job that makes the secrets and to nothing else", async () => {
    const manifests = await renderChart("medusa", everything);
    const withToken = podsOf(manifests).filter(({ pod }) => pod.automountServiceAccountToken);
    expect(withToken.map(({ pod }) => pod.serviceAccountName)).toEqual(["secrets"]);
    const { rules } = z.object({ rules: z.array(z.record(z.string(), z.unknown())) }).parse(find(manifests, "Role"));
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

  it("holds no secret", async () => {
    const manifests = await renderChart("medusa", everything);
    expect(manifests.map(({ kind }) => kind)).not.toContain("Secret");
    const literal = podsOf(manifests)
      .flatMap(({ pod }) => [...pod.initContainers, ...pod.containers])
      .flatMap(({ env }) => env)
      .filter(({ name, value }) => /PASSWORD|SECRET$/.test(name) && value !== undefined);
    expect(literal).toEqual([]);
  });

  it("denies all traffic but name resolution, and opens what the shop needs", async () => {
    const policies = (await renderChart("medusa", { store })).filter(({ kind }) => kind === "NetworkPolicy");
    expect(policies.map(({ metadata }) => metadata.name).sort()).toEqual(
      ["default-deny", "medusa", "postgres", "secrets"].sort(),
    );
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
    expect(find(policies, "NetworkPolicy", "postgres").spec.ingress).toEqual([
      {
        from: [{ podSelector: { matchLabels: { "storeplane.dev/component": "medusa" } } }],
        ports: [{ port: 5432, protocol: "TCP" }],
      },
    ]);
  });
});

withHelm("data of a Medusa store", () => {
  it("stops every pod of a suspended store and keeps its claims", async () => {
    const manifests = await renderChart("medusa", { ...everything, store: { ...store, suspended: true } });
    const scaled = manifests.filter(({ kind }) => kind === "Deployment" || kind === "StatefulSet");
    expect(scaled.map(({ spec }) => spec.replicas)).toEqual([0, 0, 0]);
    expect(manifests.filter(({ kind }) => kind === "PersistentVolumeClaim").length).toBe(2);
  });

  it("never prunes the namespace or a claim", async () => {
    const kept = (await renderChart("medusa", { store })).filter(({ kind }) =>
      ["Namespace", "PersistentVolumeClaim"].includes(kind),
    );
    expect(kept.length).toBe(3);
    for (const { metadata } of kept) {
      expect(metadata.annotations["argocd.argoproj.io/sync-options"]).toBe("Prune=false");
    }
  });

  it("names the secrets' Job after its content, since a Job can't be changed", async () => {
    const job = async (values: unknown) => find(await renderChart("medusa", values), "Job").metadata.name;
    const first = await job({ store });
    expect(await job({ store, storefront: { tagline: "Other" } })).toBe(first);
    expect(await job({ store, admin: { email: "bob@example.com" } })).not.toBe(first);
  });

  it("runs Redis only where it is asked for", async () => {
    const names = (manifests: Manifest[]) => manifests.map(({ kind, metadata }) => `${kind}/${metadata.name}`);
    expect(names(await renderChart("medusa", { store }))).not.toContain("Deployment/redis");
    expect(names(await renderChart("medusa", everything))).toContain("Deployment/redis");
  });

  it("signs the admin in with an address that Medusa's form accepts", async () => {
    const email = async (owner: string) =>
      podsOf(await renderChart("medusa", { store: { ...store, owner } }))
        .find(({ owner: name }) => name.startsWith("Job/"))
        ?.pod.containers[0]?.env.find(({ name }) => name === "ADMIN_EMAIL")?.value;
    expect(await email("alice@example.com")).toBe("alice@example.com");
    expect(await email("dev@localhost")).toBe("admin@acme.localhost");
  });
});

describe("schema of the Medusa chart", async () => {
  const ajv = new Ajv({ strict: true, allErrors: true });
  const schema = z
    .record(z.string(), z.unknown())
    .parse(JSON.parse(await readChartFile("medusa", "values.schema.json")));
  const accepts = ajv.compile(schema);

  it("accepts the defaults", async () => {
    expect(accepts(parse(await readChartFile("medusa", "values.yaml"))), ajv.errorsText(accepts.errors)).toBe(true);
  });

  const refused: Record<string, unknown> = {
    "an unknown key": { store, colour: "red" },
    "an unknown key of the store": { store: { ...store, colour: "red" } },
    "another engine": { store: { ...store, engine: "woocommerce" } },
    "no owner": { store: { engine: "medusa", chartVersion: "1.0.0" } },
    "an unknown plan": { store, resources: { plan: "huge" } },
    "a volume of no size": { store, storage: { sizeGi: 0 } },
    "the tag latest": { store, backend: { image: { tag: "latest" } } },
    "a colour that is none": { store, storefront: { accentColor: "red" } },
    "suspended as a word": { store: { ...store, suspended: "sometimes" } },
  };
  for (const [what, values] of Object.entries(refused)) {
    it(`refuses ${what}`, () => {
      expect(accepts(values)).toBe(false);
    });
    // Helm fills missing keys from the defaults first, so only the API can see that one is missing.
    if (what === "no owner") continue;
    it.skipIf(helmBinary === undefined)(`refuses ${what} in Helm, too`, async () => {
      await expect(renderText("medusa", values)).rejects.toThrow(/schema|validat/i);
    });
  }
});
