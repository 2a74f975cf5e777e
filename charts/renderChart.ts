/** Renders a chart as Argo CD does, for the tests of the charts. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { parseAllDocuments, stringify } from "yaml";
import { z } from "zod";
import { binariesFolder } from "../scripts/src/tools/binaries.ts";

const run = promisify(execFile);

const container = z.looseObject({
  name: z.string(),
  image: z.string(),
  imagePullPolicy: z.string().optional(),
  args: z.array(z.string()).optional(),
  env: z.array(z.looseObject({ name: z.string(), value: z.string().optional() })).default([]),
  resources: z.object({ requests: z.record(z.string(), z.string()), limits: z.record(z.string(), z.string()) }),
  securityContext: z.record(z.string(), z.unknown()),
});

export const podSpec = z.looseObject({
  serviceAccountName: z.string(),
  automountServiceAccountToken: z.boolean(),
  securityContext: z.record(z.string(), z.unknown()),
  initContainers: z.array(container).default([]),
  containers: z.array(container),
  volumes: z.array(z.looseObject({ name: z.string() })).default([]),
});

const manifest = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
    labels: z.record(z.string(), z.string()).default({}),
    annotations: z.record(z.string(), z.string()).default({}),
  }),
  spec: z.record(z.string(), z.unknown()).default({}),
});

export type Manifest = z.infer<typeof manifest>;
export type PodSpec = z.infer<typeof podSpec>;

const platformHelm = join(await binariesFolder(), "helm");

/** Where Helm is: `HELM`, else the one that the platform builds; undefined before the platform was ever started here. */
export const helmBinary = process.env.HELM ?? (existsSync(platformHelm) ? platformHelm : undefined);

/** Runs Helm; rejects with what it wrote when it fails. */
export async function helm(args: readonly string[], input = ""): Promise<string> {
  if (helmBinary === undefined) throw new Error(`There is no ${platformHelm}: \`npm run up\` builds it, or set HELM`);
  const running = run(helmBinary, args, { timeout: 20_000, maxBuffer: 16 * 2 ** 20 });
  running.child.stdin?.end(input);
  return (await running).stdout;
}

/** The arguments that the ApplicationSet gives for a store. */
export function storeArguments(name: string): string[] {
  const host = `${name}.localhost`;
  const parameters = {
    storeName: name,
    host,
    origin: `http://${host}:7480`,
    dashboardUrl: "http://127.0.0.1:7400",
    imageRegistry: "localhost/storeplane",
  };
  return Object.entries(parameters).flatMap(([key, value]) => ["--set", `global.${key}=${value}`]);
}

/** Text of what a chart renders for a values file given as an object. */
export function renderText(chart: string, values: unknown, name = "acme"): Promise<string> {
  const release = ["template", `store-${name}`, join(import.meta.dirname, chart), "--namespace", `store-${name}`];
  return helm([...release, "-f", "-", ...storeArguments(name)], stringify(values));
}

/** The objects that a chart renders for a values file given as an object. */
export async function renderChart(chart: string, values: unknown, name = "acme"): Promise<Manifest[]> {
  const documents = parseAllDocuments(await renderText(chart, values, name));
  return documents.map((document) => manifest.parse(document.toJS()));
}

/** The object of that kind and name. @throws Error when none is rendered */
export function find(manifests: readonly Manifest[], kind: string, name?: string): Manifest {
  const found = manifests.find((one) => one.kind === kind && (name === undefined || one.metadata.name === name));
  if (found === undefined) throw new Error(`no ${kind} ${name ?? ""} is rendered`);
  return found;
}

const podTemplate = z.object({ template: z.object({ spec: podSpec }) });
const jobTemplate = z.object({ jobTemplate: z.object({ spec: podTemplate }) });

/** The pods that the objects make, by kind and name of their owner. */
export function podsOf(manifests: readonly Manifest[]): { owner: string; pod: PodSpec }[] {
  return manifests.flatMap(({ kind, metadata, spec }) => {
    const owner = `${kind}/${metadata.name}`;
    if ("template" in spec) return [{ owner, pod: podTemplate.parse(spec).template.spec }];
    if ("jobTemplate" in spec) return [{ owner, pod: jobTemplate.parse(spec).jobTemplate.spec.template.spec }];
    return [];
  });
}
