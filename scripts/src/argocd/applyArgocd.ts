import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { stringify } from "yaml";
import { type Instance, localDomain, projectFolder } from "../instance.ts";
import { waitUntil } from "../process/waitUntil.ts";
import { storesBranch } from "../stores-repository/seed.ts";
import { argoCdManifests } from "../tools/binaries.ts";
import { argocdNamespace } from "./prepareArgocd.ts";
import { argocdSettings } from "./settings.ts";
import { storesManifests } from "./storesManifests.ts";

export interface ApplyTarget {
  readonly instance: Instance;
  /** Folder of the binaries, Argo CD's own manifests beside them. */
  readonly binaries: string;
  /** The namespace of the keys of backups; undefined where none are made. */
  readonly backupsNamespace?: string | undefined;
}

const appliedAnnotation = "storeplane.dev/applied";
const localImageRegistry = "localhost/storeplane";

/**
 * Puts Argo CD's kinds, its settings and ours into the cluster. Safe to repeat: does nothing when all of it is there already, and
 * never removes anything.
 * @throws Error of kubectl with what the API server said, or when it takes longer than its limits (60 s each step).
 */
export async function applyArgocd(target: ApplyTarget): Promise<{ changed: boolean }> {
  const { instance, binaries, backupsNamespace } = target;
  const kubectl = kubectlOf(target);
  const upstream = argoCdManifests(binaries);
  const stores = await storesManifests({
    repoUrl: instance.urls.git,
    branch: storesBranch,
    domain: localDomain,
    originTemplate: instance.urls.shopTemplate,
    imageRegistry: localImageRegistry,
    dashboardUrl: instance.urls.dashboard,
    ...(backupsNamespace && { backups: { namespace: backupsNamespace, port: String(instance.ports.backups) } }),
  });
  const settings = await localSettings(instance);
  const roles = await readFile(join(projectFolder, "argocd", "local", "roles.yaml"), "utf8");
  const hash = createHash("sha256")
    .update(JSON.stringify([binaries, settings, roles, stores]))
    .digest("hex")
    .slice(0, 16);
  const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: argocdNamespace } };
  if ((await appliedHash(kubectl)) === hash) return { changed: false };

  await kubectl([...serverSide, "--filename", "-"], stringify(namespace));
  await Promise.all([
    kubectl([...upstreamsOwn, "--kustomize", upstream.crds]),
    kubectl([...upstreamsOwn, "--namespace", argocdNamespace, "--kustomize", upstream.config]),
  ]);
  await kubectl(
    [...serverSide, "--namespace", argocdNamespace, "--filename", "-"],
    settings.map((map) => stringify(map)).join("---\n"),
  );
  const kinds = ["applications", "applicationsets", "appprojects"].map((kind) => `crd/${kind}.argoproj.io`);
  // kubectl gives up at once on a kind so new that it has no conditions yet.
  await waitUntil(
    "Argo CD's kinds are served",
    async () => (await kubectl(["wait", "--for=condition=Established", "--timeout=60s", ...kinds])) !== "",
    { timeoutMs: 60_000, intervalMs: 200 },
  );
  await kubectl([...serverSide, "--filename", "-"], [roles, ...stores].join("\n---\n"));
  // Only now: an interrupted run is begun again.
  const mark = { ...namespace, metadata: { ...namespace.metadata, annotations: { [appliedAnnotation]: hash } } };
  await kubectl([...serverSide, "--filename", "-"], stringify(mark));
  return { changed: true };
}

const applyAs = (manager: string) => ["apply", "--server-side", "--force-conflicts", `--field-manager=${manager}`];
const serverSide = applyAs("storeplane");
/** A manager takes back what it no longer gives, so what is ours and what is Argo CD's in the same objects need two. */
const upstreamsOwn = applyAs("storeplane-argocd");

type Kubectl = (args: readonly string[], input?: string) => Promise<string>;

function kubectlOf({ instance, binaries }: ApplyTarget): Kubectl {
  return async (args, input) => {
    const { stdout } = await execa(join(binaries, "kubectl"), args, {
      env: { KUBECONFIG: instance.kubeconfig },
      timeout: 60_000,
      ...(input === undefined ? {} : { input }),
    });
    return stdout;
  };
}

function appliedHash(kubectl: Kubectl): Promise<string> {
  const path = `jsonpath={.metadata.annotations.${appliedAnnotation.replaceAll(".", "\\.")}}`;
  return kubectl(["get", "namespace", argocdNamespace, "--ignore-not-found", "-o", path]);
}

/** The production settings, and what differs on a machine of one's own: who asks is not asked who they are, and may read. */
async function localSettings(instance: Instance): Promise<object[]> {
  const [general, params, rbac] = await Promise.all(
    (["argocd-cm", "argocd-cmd-params-cm", "argocd-rbac-cm"] as const).map(argocdSettings),
  );
  const local = { "users.anonymous.enabled": "true", "admin.enabled": "false", url: instance.urls.argocd };
  return [
    { ...general, data: { ...general?.data, ...local } },
    { ...params },
    { ...rbac, data: { ...rbac?.data, "policy.default": "role:store-reader" } },
  ];
}
