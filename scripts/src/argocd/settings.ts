import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { projectFolder } from "../instance.ts";

const configMap = z.looseObject({
  metadata: z.looseObject({ name: z.string() }),
  data: z.record(z.string(), z.string()),
});

export type ConfigMap = z.infer<typeof configMap>;

/**
 * One of our settings of Argo CD, as used in production.
 * @throws Error when the file is no ConfigMap.
 */
export async function argocdSettings(
  name: "argocd-cm" | "argocd-cmd-params-cm" | "argocd-rbac-cm",
): Promise<ConfigMap> {
  const file = join(projectFolder, "argocd", "settings", `${name}.yaml`);
  return configMap.parse(parse(await readFile(file, "utf8")));
}

export type Component = "application-controller" | "applicationset-controller" | "repo-server" | "server";

/** In a cluster Argo CD's own manifests turn these keys into environment variables; here this table does. */
const environmentOf: Readonly<Record<string, readonly [Component, string]>> = {
  "controller.k8s.client.qps": ["application-controller", "ARGOCD_K8S_CLIENT_QPS"],
  "controller.k8s.client.burst": ["application-controller", "ARGOCD_K8S_CLIENT_BURST"],
  "controller.status.processors": ["application-controller", "ARGOCD_APPLICATION_CONTROLLER_STATUS_PROCESSORS"],
  "controller.operation.processors": ["application-controller", "ARGOCD_APPLICATION_CONTROLLER_OPERATION_PROCESSORS"],
  "controller.kubectl.parallelism.limit": [
    "application-controller",
    "ARGOCD_APPLICATION_CONTROLLER_KUBECTL_PARALLELISM_LIMIT",
  ],
  "controller.cluster.cache.events.processing.interval": [
    "application-controller",
    "ARGOCD_CLUSTER_CACHE_EVENTS_PROCESSING_INTERVAL",
  ],
  "controller.resource.health.persist": [
    "application-controller",
    "ARGOCD_APPLICATION_CONTROLLER_PERSIST_RESOURCE_HEALTH",
  ],
  "controller.sync.wave.delay.seconds": ["application-controller", "ARGOCD_SYNC_WAVE_DELAY"],
  "controller.sync.timeout.seconds": ["application-controller", "ARGOCD_APPLICATION_CONTROLLER_SYNC_TIMEOUT"],
  "timeout.reconciliation": ["application-controller", "ARGOCD_RECONCILIATION_TIMEOUT"],
  "timeout.reconciliation.jitter": ["application-controller", "ARGOCD_RECONCILIATION_JITTER"],
  "applicationsetcontroller.k8s.client.qps": ["applicationset-controller", "ARGOCD_K8S_CLIENT_QPS"],
  "applicationsetcontroller.k8s.client.burst": ["applicationset-controller", "ARGOCD_K8S_CLIENT_BURST"],
  "applicationsetcontroller.enable.new.git.file.globbing": [
    "applicationset-controller",
    "ARGOCD_APPLICATIONSET_CONTROLLER_ENABLE_NEW_GIT_FILE_GLOBBING",
  ],
  "applicationsetcontroller.wq.maxdelay.ns": [
    "applicationset-controller",
    "ARGOCD_APPLICATIONSET_CONTROLLER_WORKQUEUE_MAX_DELAY_NS",
  ],
};

const patch = z.looseObject({
  spec: z.object({
    template: z.object({
      spec: z.object({
        containers: z.tuple([
          z.looseObject({
            args: z.array(z.string()).default([]),
            env: z.array(z.object({ name: z.string(), value: z.string() })).default([]),
          }),
        ]),
      }),
    }),
  }),
});

export interface ComponentSettings {
  /** Flags after the program's name. */
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

const patchFiles: Partial<Record<Component, string>> = {
  "applicationset-controller": "applicationset-controller.yaml",
  "repo-server": "repo-server.yaml",
  server: "server.yaml",
};

/**
 * What the production settings (ConfigMaps and patches of the workloads) mean for a component that runs as a process.
 * @throws Error naming a start parameter that the table lacks: it would be lost silently here.
 */
export async function componentSettings(component: Component): Promise<ComponentSettings> {
  const [params, general] = await Promise.all([argocdSettings("argocd-cmd-params-cm"), argocdSettings("argocd-cm")]);
  const timeouts = Object.entries(general.data).filter(([key]) => key.startsWith("timeout."));
  const environment: Record<string, string> = {};
  for (const [key, value] of [...Object.entries(params.data), ...timeouts]) {
    const target = environmentOf[key];
    if (!target)
      throw new Error(`argocd/settings sets "${key}": add its environment variable to environmentOf in settings.ts`);
    if (target[0] === component) environment[target[1]] = value;
  }
  const patchFile = patchFiles[component];
  if (!patchFile) return { args: [], environment };
  const file = join(projectFolder, "argocd", "install", patchFile);
  const [container] = patch.parse(parse(await readFile(file, "utf8"))).spec.template.spec.containers;
  for (const { name, value } of container.env) environment[name] = value;
  return { args: container.args.slice(1), environment };
}
