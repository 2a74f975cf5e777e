import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { projectFolder } from "../instance.ts";
import { type SeedOptions, seed } from "./seed.ts";

const run = promisify(execFile);

let folder: string;
let options: SeedOptions;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "storeplane-seed-"));
  await cp(join(projectFolder, "charts", "medusa"), join(folder, "charts", "medusa"), { recursive: true });
  options = {
    repository: join(folder, "git", "stores.git"),
    url: "http://127.0.0.1:7410/stores.git",
    dashboardUrl: "http://127.0.0.1:7400",
    domain: "localhost",
    chartsFolder: join(folder, "charts"),
  };
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function git(...args: string[]) {
  const identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"];
  return (
    await run("git", [...identity, ...args], { cwd: folder, env: { PATH: process.env.PATH, HOME: folder } })
  ).stdout.trim();
}

const bare = (...args: string[]) => git("--git-dir", options.repository, ...args);

async function setVersion(version: string) {
  for (const file of ["Chart.yaml", "values.yaml"]) {
    const path = join(folder, "charts", "medusa", file);
    await writeFile(path, (await readFile(path, "utf8")).replaceAll("1.0.0", version));
  }
}

describe("seeding the stores repository", () => {
  it("makes a repository with one commit: readme, workflow, charts by version, schemas, validator", async () => {
    expect(await seed(options)).toEqual({ created: true, released: ["medusa 1.0.0"], differing: [] });
    expect(await bare("rev-list", "--count", "main")).toBe("1");
    const files = (await bare("ls-tree", "-r", "--name-only", "main")).split("\n");
    expect(files).toEqual(
      expect.arrayContaining([
        ".github/workflows/validate.yaml",
        ".gitattributes",
        ".storeplane/platform.json",
        ".storeplane/validate.mjs",
        "CODEOWNERS",
        "README.md",
        "charts/medusa/1.0.0/Chart.yaml",
        "charts/medusa/1.0.0/values.schema.json",
        "schemas/medusa-1.0.0.json",
      ]),
    );
    expect(await bare("show", "main:README.md")).toContain("git clone http://127.0.0.1:7410/stores.git && cd stores");
    const schema = JSON.parse(await bare("show", "main:schemas/medusa-1.0.0.json"));
    expect(schema.properties).toHaveProperty("store");
    expect(schema.properties).not.toHaveProperty("global");
    expect(await bare("config", "receive.denyNonFastForwards")).toBe("true");
    await expect(stat(join(options.repository, "hooks", "pre-receive"))).resolves.toBeDefined();
  });

  it("changes nothing when it is repeated", async () => {
    await seed(options);
    const tip = await bare("rev-parse", "main");
    expect(await seed(options)).toEqual({ created: false, released: [], differing: [] });
    expect(await bare("rev-parse", "main")).toBe(tip);
    expect(await run("ls", [join(folder, "git")])).toMatchObject({ stdout: "stores.git\n" });
  });

  it("releases a newer chart by a new commit and keeps the older one", async () => {
    await seed(options);
    await setVersion("1.1.0");
    expect(await seed(options)).toEqual({ created: false, released: ["medusa 1.1.0"], differing: [] });
    expect(await bare("log", "-1", "--format=%s", "main")).toBe("release medusa 1.1.0");
    expect((await bare("ls-tree", "--name-only", "main", "charts/medusa/")).split("\n")).toEqual([
      "charts/medusa/1.0.0",
      "charts/medusa/1.1.0",
    ]);
  });

  it("never edits a released chart, and says which one differs", async () => {
    await seed(options);
    const values = join(folder, "charts", "medusa", "values.yaml");
    await writeFile(values, `${await readFile(values, "utf8")}\n# edited\n`);
    await writeFile(join(folder, "charts", "medusa", "templates", "new.yaml"), "# new\n");
    expect(await seed(options)).toEqual({ created: false, released: [], differing: ["medusa 1.0.0"] });
    expect(await bare("show", "main:charts/medusa/1.0.0/values.yaml")).not.toContain("# edited");
  });

  it("brings a validator that judges pull requests with nothing but Node and Git", async () => {
    await seed(options);
    await git("clone", "--quiet", options.repository, "clone");
    const clone = join(folder, "clone");
    const check = () =>
      run(process.execPath, [".storeplane/validate.mjs"], {
        cwd: clone,
        env: { PATH: process.env.PATH, GITHUB_ACTIONS: "true" },
      });
    await run("mkdir", ["-p", join(clone, "stores", "a")]);
    const store = join(clone, "stores", "a", "acme.yaml");
    await writeFile(store, "store:\n  engine: medusa\n  chartVersion: 1.0.0\n  owner: ada@example.com\n");
    await git("-C", clone, "add", "--all");
    await git("-C", clone, "commit", "--quiet", "-m", "good");
    expect((await check()).stdout).toContain("All fine");
    await writeFile(store, "store:\n  engine: medusa\n  chartVersion: 9.9.9\n  owner: ada@example.com\n");
    await git("-C", clone, "commit", "--quiet", "-am", "bad");
    await expect(check()).rejects.toMatchObject({
      code: 1,
      stdout: expect.stringContaining("::error file=stores/a/acme.yaml::/store/chartVersion"),
      stderr: expect.stringContaining("stores/a/acme.yaml at /store/chartVersion"),
    });
  });
});
