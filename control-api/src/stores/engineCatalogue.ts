/** Engines and their released charts, as the stores repository holds them. */
import { parse } from "yaml";
import { z } from "zod";
import type { StoresRepository } from "../git/storesRepository.ts";
import type { Engine } from "./store.ts";

const chartMetadata = z.object({
  description: z.string().default(""),
  annotations: z.record(z.string(), z.string()).default({}),
});

/** What a released chart says of itself. Charts are never edited, so it is read once. */
interface Release {
  readonly description: string;
  readonly displayName: string;
  readonly shopPath: string;
  readonly adminPath?: string;
  readonly schema: Readonly<Record<string, unknown>>;
}

export interface EngineCatalogue {
  /** Engines of the branch tip, with their versions, newest first. */
  engines(): Promise<readonly Engine[]>;
  /** Newest released version that is no pre-release; undefined for an unknown engine. */
  latest(engine: string): Promise<string | undefined>;
  /** Whether a released chart's values have a key of that name; false for what isn't released. */
  hasKey(engine: string, version: string, key: string): Promise<boolean>;
  /** Paths of shop and admin below the shop's origin, as far as known by now. */
  paths(engine: string, version: string): { readonly shop: string; readonly admin?: string };
  /** Reads what the tip holds; true when something new was found. */
  refresh(): Promise<boolean>;
}

export function engineCatalogue(repository: StoresRepository): EngineCatalogue {
  const releases = new Map<string, Release>();
  let listed: { readonly revision: string; readonly versions: ReadonlyMap<string, readonly string[]> } | undefined;

  /** What was released when it was last read; `fresh` reads again what a newer tip may have. */
  async function versions(fresh: boolean): Promise<ReadonlyMap<string, readonly string[]>> {
    const revision = repository.snapshot()?.revision ?? "";
    if (listed && (!fresh || listed.revision === revision)) return listed.versions;
    const found = new Map<string, readonly string[]>();
    for (const engine of await repository.readFolder("charts")) {
      const names = (await repository.readFolder(`charts/${engine}`)).filter((name) => /^\d+\.\d+\.\d+/.test(name));
      if (names.length > 0) found.set(engine, names.sort(newestFirst));
    }
    listed = { revision, versions: found };
    return found;
  }

  async function release(engine: string, version: string): Promise<Release | undefined> {
    const key = `${engine} ${version}`;
    const known = releases.get(key);
    if (known) return known;
    const [chart, ownSchema] = await Promise.all([
      repository.readFile(`charts/${engine}/${version}/Chart.yaml`),
      repository.readFile(`schemas/${engine}-${version}.json`),
    ]);
    if (chart === undefined) return undefined;
    const schema = ownSchema ?? (await repository.readFile(`charts/${engine}/${version}/values.schema.json`)) ?? "{}";
    const read = readRelease(engine, chart, schema);
    if (read) releases.set(key, read);
    return read;
  }

  return {
    async engines() {
      const engines: Engine[] = [];
      for (const [name, names] of await versions(true)) {
        const read = await Promise.all(
          names.map(async (version) => ({ version, release: await release(name, version) })),
        );
        const usable = read.flatMap(({ version, release: found }) => (found ? [{ version, found }] : []));
        const newest = usable.find(({ version }) => !version.includes("-")) ?? usable[0];
        if (!newest) continue;
        engines.push({
          name,
          displayName: newest.found.displayName,
          description: newest.found.description,
          latest: newest.version,
          versions: usable.map(({ version, found }) => ({ version, schema: found.schema })),
        });
      }
      return engines;
    },
    async latest(engine) {
      // Every commit makes a new tip, and few release a chart.
      const names = (await versions(false)).get(engine) ?? (await versions(true)).get(engine);
      return names?.find((version) => !version.includes("-")) ?? names?.[0];
    },
    async hasKey(engine, version, key) {
      const { properties } = (await release(engine, version))?.schema ?? {};
      return typeof properties === "object" && properties !== null && Object.hasOwn(properties, key);
    },
    paths(engine, version) {
      const known = releases.get(`${engine} ${version}`);
      return {
        shop: known?.shopPath ?? "/",
        ...(known?.adminPath !== undefined && { admin: known.adminPath }),
      };
    },
    async refresh() {
      const before = releases.size;
      for (const [engine, names] of await versions(true)) for (const version of names) await release(engine, version);
      return releases.size > before;
    },
  };
}

function readRelease(engine: string, chart: string, schemaText: string): Release | undefined {
  try {
    const { description, annotations } = chartMetadata.parse(parse(chart));
    const adminPath = annotations["storeplane.dev/admin-path"];
    return {
      description,
      displayName: annotations["storeplane.dev/display-name"] ?? engine,
      shopPath: annotations["storeplane.dev/shop-path"] ?? "/",
      ...(adminPath !== undefined && { adminPath }),
      schema: z.record(z.string(), z.unknown()).parse(JSON.parse(schemaText)),
    };
  } catch {
    // A release that can't be read can't be offered; the validator tells whoever pushes it.
    return undefined;
  }
}

/** Semantic versions, newest first; a pre-release comes after its release. */
export function newestFirst(a: string, b: string): number {
  const [numbersA = "", pre = ""] = a.split(/-(.*)/);
  const [numbersB = "", preB = ""] = b.split(/-(.*)/);
  const order = numbersB.localeCompare(numbersA, "en", { numeric: true });
  if (order !== 0) return order;
  if (pre === "" || preB === "") return pre === preB ? 0 : pre === "" ? -1 : 1;
  return preB.localeCompare(pre, "en", { numeric: true });
}
