import { existsSync } from "node:fs";
import { chown, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { type Instance, projectFolder } from "../instance.ts";
import type { ProcessSpec } from "../process/processSpec.ts";
import { writeIfChanged } from "../process/writeIfChanged.ts";
import { ingressPlaces, mainConfig } from "./nginxConfig.ts";

async function idOfNobody(flag: "-u" | "-g"): Promise<number> {
  return Number((await execa("id", [flag, "nobody"], { timeout: 5000 })).stdout);
}

/** Makes nginx's folder, with a configuration that knows no shops yet. */
export async function prepareIngress(instance: Instance): Promise<void> {
  const places = ingressPlaces(instance);
  await mkdir(places.folder, { recursive: true });
  if (process.getuid?.() === 0) await chown(places.folder, await idOfNobody("-u"), await idOfNobody("-g"));
  await writeIfChanged(places.config, mainConfig(places));
  if (!existsSync(places.sites)) await writeIfChanged(places.sites, "");
}

/** nginx, and the process that writes its sites from the cluster's Ingresses. `prepareIngress` comes first. */
export function ingressProcesses(instance: Instance): ProcessSpec[] {
  const places = ingressPlaces(instance);
  const nginx = ["nginx", "-p", places.folder, "-e", "stderr", "-c", places.config];
  // Its port is above 1024, so nothing of it needs root.
  const unprivileged = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", "--"];
  const [command = "nginx", ...args] = process.getuid?.() === 0 ? [...unprivileged, ...nginx] : nginx;
  return [
    {
      name: "nginx",
      command,
      args,
      port: instance.ports.ingress,
      readyUrl: `http://127.0.0.1:${places.healthPort}/healthz`,
    },
    {
      name: "ingress",
      command: join(projectFolder, "node_modules/.bin/node"),
      args: [join(import.meta.dirname, "main.ts")],
      environment: { KUBECONFIG: instance.kubeconfig },
    },
  ];
}
