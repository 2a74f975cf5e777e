import { readFile } from "node:fs/promises";
import { join } from "node:path";
import Handlebars from "handlebars";
import { projectFolder } from "../instance.ts";
import { partitions } from "./partitions.ts";

export interface StoresPlatform {
  /** What Argo CD calls the stores repository. */
  readonly repoUrl: string;
  readonly branch: string;
  /** A store's host is `<name>.<domain>`. */
  readonly domain: string;
  /** Public address of a shop; `{host}` stands for its host name. */
  readonly originTemplate: string;
  /** Prefix of the image repositories that charts use; empty where images say where they are. */
  readonly imageRegistry: string;
  readonly dashboardUrl: string;
  /** What the charts take for every store, below `global` of their schemas: `ingress`, `tls` and so on. */
  readonly storeDefaults?: Readonly<Record<string, unknown>>;
  /** Where the keys of backups are, and the port of the repository where it isn't 443; undefined: no backups are made. */
  readonly backups?: { readonly namespace: string; readonly port: string } | undefined;
}

/**
 * With the control API and every webhook away, a new file is seen after this time and the repo-server's revision cache (60 s):
 * well within the three minutes that a push may take.
 */
const requeueAfterSeconds = 100;

const folder = join(projectFolder, "argocd", "stores");

/**
 * The manifests (YAML documents) that make Argo CD deploy the stores of a repository: project, guard, rights, ApplicationSets.
 * @throws Error when a template asks for a value that isn't there.
 */
export async function storesManifests(platform: StoresPlatform): Promise<string[]> {
  const read = (name: string) => readFile(join(folder, name), "utf8");
  const [project, set, guard, controlApi, argocd, defaultProject, backups] = await Promise.all(
    [
      "project.yaml.hbs",
      "applicationset.yaml.hbs",
      "deletion-guard.yaml",
      "control-api-rbac.yaml",
      "argocd-rbac.yaml",
      "default-project.yaml",
      "backups.yaml.hbs",
    ].map(read),
  );
  const render = renderer(platform);
  return [
    guard ?? "",
    controlApi ?? "",
    argocd ?? "",
    defaultProject ?? "",
    ...(platform.backups ? [render(backups ?? "", {})] : []),
    render(project ?? "", {}),
    ...partitions.map((partition) => render(set ?? "", { partition, requeueAfterSeconds })),
  ];
}

function renderer(platform: StoresPlatform): (template: string, values: object) => string {
  const handlebars = Handlebars.create();
  handlebars.registerHelper("value", (key: string, fallback: unknown) =>
    goValue(key, typeof fallback === "string" ? fallback : "none"),
  );
  handlebars.registerHelper("label", (key: string) => goLabel(key));
  const name = '{{ trimSuffix ".yaml" .path.filename }}';
  const host = `${name}.${platform.domain}`;
  const file = "{{ .path.path }}/{{ .path.filename }}";
  const origin = platform.originTemplate.replaceAll("{host}", host);
  return (template, values) =>
    handlebars.compile(template, { strict: true, noEscape: true })({
      ...platform,
      storeDefaults: platform.storeDefaults && JSON.stringify(platform.storeDefaults),
      backups: platform.backups,
      name,
      host,
      file,
      origin,
      ...values,
    });
}

/** A key of the file's `store`, whatever the file holds: where `store` is no mapping, everything is missing. */
const goLookup = (key: string) => `get (ternary .store (dict) (kindIs "map" .store)) "${key}"`;

/** For Argo CD to render: the value, or `fallback` where there is none. */
const goValue = (key: string, fallback: string) => `{{ ${goLookup(key)} | default "${fallback}" }}`;

/** For Argo CD to render: the value as a legal label, since one that isn't would keep the Application from being made. */
const goLabel = (key: string) =>
  `{{ regexReplaceAll "[^A-Za-z0-9_.-]+" (${goLookup(key)} | default "none" | toString) "-" | trunc 63 | trimAll "-_." }}`;
