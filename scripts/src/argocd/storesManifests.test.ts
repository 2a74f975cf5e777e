import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { z } from "zod";
import { argocdSettings, componentSettings } from "./settings.ts";
import { type StoresPlatform, storesManifests } from "./storesManifests.ts";

const platform = {
  repoUrl: "https://git.example.com/stores.git",
  branch: "main",
  domain: "shops.example.com",
  originTemplate: "https://{host}",
  imageRegistry: "registry.example.com/shops",
  dashboardUrl: "https://platform.example.com",
};

const object = z.looseObject({
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
    finalizers: z.array(z.string()).default([]),
  }),
});

async function rendered(more: Pick<StoresPlatform, "storeDefaults" | "backups"> = {}) {
  const documents = (await storesManifests({ ...platform, ...more })).flatMap((text) => parseAllDocuments(text));
  for (const document of documents) expect(document.errors).toEqual([]);
  return documents.map((document) => object.parse(document.toJS()));
}

const setSpec = z.object({
  spec: z.looseObject({
    generators: z.tuple([
      z.object({
        git: z.object({
          repoURL: z.string(),
          revision: z.string(),
          files: z.array(z.object({ path: z.string() })),
          requeueAfterSeconds: z.number(),
        }),
      }),
    ]),
    syncPolicy: z.object({ applicationsSync: z.string() }),
    goTemplateOptions: z.undefined().optional(),
    template: z.object({
      metadata: z.object({
        name: z.string(),
        labels: z.record(z.string(), z.string()),
        annotations: z.record(z.string(), z.string()),
      }),
      spec: z.looseObject({
        project: z.string(),
        source: z.looseObject({
          path: z.string(),
          helm: z.object({
            releaseName: z.string(),
            valueFiles: z.array(z.string()),
            valuesObject: z.record(z.string(), z.unknown()).optional(),
            parameters: z.array(z.object({ name: z.string(), value: z.string(), forceString: z.boolean() })),
          }),
        }),
      }),
    }),
  }),
});

describe("the manifests of the stores", () => {
  it("hold every object once", async () => {
    const names = (await rendered()).map(
      ({ kind, metadata }) => `${kind} ${metadata.namespace ?? ""}/${metadata.name}`,
    );
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain("AppProject argocd/stores");
    expect(names).toContain("ValidatingAdmissionPolicyBinding /storeplane-deletion-guard");
  });

  it("never delete an Application by themselves, and let go of them when a set is deleted", async () => {
    for (const set of (await rendered()).filter(({ kind }) => kind === "ApplicationSet")) {
      expect(set.metadata.finalizers).toEqual(["resources-finalizer.argocd.argoproj.io"]);
      expect(setSpec.parse(set).spec.syncPolicy.applicationsSync).toBe("create-update");
    }
  });

  it("name an Application by the path of its file and give the chart what the platform knows", async () => {
    const [set] = (await rendered()).filter(({ kind }) => kind === "ApplicationSet");
    const { generators, template } = setSpec.parse(set).spec;
    const name = '{{ trimSuffix ".yaml" .path.filename }}';
    expect(generators[0].git).toMatchObject({
      repoURL: platform.repoUrl,
      revision: "main",
      files: [{ path: "stores/[0-9]/[0-9]*.yaml" }],
    });
    expect(template.metadata.name).toBe(`store-${name}`);
    expect(template.metadata.labels["storeplane.dev/store"]).toBe(name);
    expect(template.spec.project).toBe("stores");
    expect(template.spec.source.helm.valueFiles).toEqual(["/{{ .path.path }}/{{ .path.filename }}"]);
    expect(template.spec.source.helm.parameters).toEqual([
      { name: "global.storeName", value: name, forceString: true },
      { name: "global.host", value: `${name}.shops.example.com`, forceString: true },
      { name: "global.origin", value: `https://${name}.shops.example.com`, forceString: true },
      { name: "global.dashboardUrl", value: platform.dashboardUrl, forceString: true },
      { name: "global.imageRegistry", value: "registry.example.com/shops", forceString: true },
    ]);
    expect(template.spec.source.helm.valuesObject).toBeUndefined();
  });

  it("give every chart what the platform sets for all stores", async () => {
    const defaults = { tls: { issuer: "letsencrypt", defaultCertificate: true } };
    const [set] = (await rendered({ storeDefaults: defaults })).filter(({ kind }) => kind === "ApplicationSet");
    expect(setSpec.parse(set).spec.template.spec.source.helm.valuesObject).toEqual({ global: defaults });
  });
});

describe("a platform that makes backups", () => {
  const backups = { namespace: "storeplane-backups", port: "8000" };
  const names = (objects: Awaited<ReturnType<typeof rendered>>) =>
    objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ""}/${metadata.name}`);

  it("has a namespace for their keys, which nothing else of it has", async () => {
    const without = names(await rendered());
    expect(names(await rendered({ backups })).filter((name) => !without.includes(name))).toEqual([
      "Namespace /storeplane-backups",
      "ValidatingAdmissionPolicy /storeplane-backup-keys",
      "ValidatingAdmissionPolicyBinding /storeplane-backup-keys",
      "Role storeplane-backups/storeplane-control-api",
      "RoleBinding storeplane-backups/storeplane-control-api",
    ]);
  });

  it("tells the charts, and lets stores have rights there", async () => {
    const objects = await rendered({ backups });
    const set = setSpec.parse(objects.find(({ kind }) => kind === "ApplicationSet")).spec.template.spec;
    expect(set.source.helm.parameters.slice(-2)).toEqual([
      { name: "global.backups.namespace", value: "storeplane-backups", forceString: true },
      { name: "global.backups.port", value: "8000", forceString: true },
    ]);
    expect(objects.find(({ kind, metadata }) => kind === "AppProject" && metadata.name === "stores")).toMatchObject({
      spec: { destinations: [{ namespace: "store-*" }, { namespace: "storeplane-backups" }] },
    });
  });
});

describe("the settings of Argo CD", () => {
  it("all reach the processes that run outside a cluster", async () => {
    const controller = await componentSettings("application-controller");
    expect(controller.environment).toMatchObject({
      ARGOCD_APPLICATION_CONTROLLER_SYNC_TIMEOUT: "600",
      ARGOCD_RECONCILIATION_TIMEOUT: "3600s",
    });
    expect((await componentSettings("repo-server")).args).toEqual(["--revision-cache-expiration=60s"]);
    expect((await componentSettings("applicationset-controller")).environment).toMatchObject({
      ARGOCD_APPLICATIONSET_CONTROLLER_ENABLE_NEW_GIT_FILE_GLOBBING: "true",
      ARGOCD_APPLICATIONSET_CONTROLLER_CONCURRENT_APPLICATION_UPDATES: "20",
    });
    expect((await componentSettings("server")).environment).toMatchObject({
      ARGOCD_WEBHOOK_MANIFEST_CACHE_WARM_DISABLED: "true",
    });
  });

  it("give nobody more than reading", async () => {
    const { data } = await argocdSettings("argocd-rbac-cm");
    expect(data["policy.default"]).toBe("");
    const granted = (data["policy.csv"] ?? "").split("\n").filter((line) => line.startsWith("p,"));
    expect(granted.length).toBeGreaterThan(0);
    for (const line of granted) expect(line.split(",").map((part) => part.trim())[3]).toBe("get");
  });
});
