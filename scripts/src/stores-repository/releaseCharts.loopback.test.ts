import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runGit } from "@storeplane/control-api/git/gitProcess.ts";
import { afterEach, beforeEach, expect, it } from "vitest";
import { projectFolder } from "../instance.ts";
import { engineCharts } from "./engineCharts.ts";
import { releaseCharts } from "./releaseCharts.ts";
import { seed } from "./seed.ts";

let folder: string;
let repository: string;
let charts: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "storeplane-releases-"));
  repository = join(folder, "git", "stores.git");
  charts = join(folder, "charts");
  for (const name of ["library", "woocommerce"]) {
    await cp(join(projectFolder, "charts", name), join(charts, name), { recursive: true, verbatimSymlinks: true });
  }
  const urls = { url: "http://127.0.0.1:7410/stores.git", dashboardUrl: "http://127.0.0.1:7400", domain: "localhost" };
  await seed({ repository, chartsFolder: charts, ...urls });
  // The hook asks a Git server, which doesn't run here.
  await git("config", "core.hooksPath", "/dev/null");
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const git = async (...args: string[]) =>
  (await runGit(args, { folder: repository, limitMs: 20_000 })).toString().trim();
const release = async () => releaseCharts({ url: `file://${repository}`, branch: "main" }, await engineCharts(charts));

async function replaceIn(file: string, text: string, by: string) {
  const path = join(charts, file);
  await writeFile(path, (await readFile(path, "utf8")).replaceAll(text, by));
}

it("releases a new version by one commit, whole: with what the charts share", async () => {
  for (const file of ["Chart.yaml", "values.yaml"]) await replaceIn(`woocommerce/${file}`, "1.0.0", "1.1.0");
  expect(await release()).toMatchObject({ released: ["woocommerce 1.1.0"], differing: [] });
  expect(await git("log", "-1", "--format=%s", "main")).toBe("release woocommerce 1.1.0");
  const files = (await git("ls-tree", "-r", "main", "charts/woocommerce/1.1.0")).split("\n");
  expect(files.some((line) => line.endsWith("templates/library/_foundation.tpl"))).toBe(true);
  // No links, which would lead out of the repository.
  expect(files.filter((line) => !line.startsWith("100644"))).toEqual([]);
});

it("leaves a released version as it is and names what differs from it, be it in what the charts share", async () => {
  const tip = await git("rev-parse", "main");
  expect(await release()).toMatchObject({ released: [], differing: [] });
  await replaceIn("library/_names.tpl", "store-", "shop-");
  expect(await release()).toMatchObject({ released: [], differing: ["woocommerce 1.0.0"] });
  expect(await git("rev-parse", "main")).toBe(tip);
});
