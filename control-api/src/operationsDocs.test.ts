/** What operators are told must be so: metrics, alerts, runbooks and settings are held against the code. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { promtool } from "../../scripts/src/tools/promtool.ts";
import { variables } from "./config.ts";
import { createMetrics } from "./http/metrics/metrics.ts";
import { routes } from "./http/routes/routes.ts";

const docs = resolve(import.meta.dirname, "../../docs");
const rulesFile = join(docs, "operations/alerts.yaml");
const read = (path: string) => readFile(join(docs, path), "utf8");

const rules = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      rules: z.array(
        z.union([
          z.strictObject({ record: z.string(), expr: z.string() }),
          z.strictObject({
            alert: z.string().regex(/^Storeplane[A-Za-z]+$/),
            expr: z.string(),
            for: z.string().regex(/^\d+[smh]$/),
            labels: z.strictObject({ severity: z.enum(["page", "ticket"]) }),
            annotations: z.strictObject({
              summary: z.string(),
              description: z.string(),
              runbook_url: z.string(),
            }),
          }),
        ]),
      ),
    }),
  ),
});

/** Name → type of every metric of ours that the code makes. */
async function existingMetrics(): Promise<Map<string, string>> {
  const metrics = createMetrics({
    stores: () => [],
    blockedFiles: () => 0,
    rollouts: () => 0,
    cluster: () => ({ connected: true, everConnected: true, since: 0 }),
    fetchedAt: () => 0,
    streams: () => 0,
    database: () => ({ waiting: 0, dropped: 0, ok: true }),
    readiness: () => ({ ready: true, draining: false }),
    usage: async () => undefined,
    usageOfStores: 1,
  });
  const text = await metrics.text();
  return new Map(
    [...text.matchAll(/^# TYPE (storeplane_\S+) (\S+)$/gm)].map(([, name = "", type = ""]) => [name, type]),
  );
}

let existing: Map<string, string>;
let groups: z.output<typeof rules>["groups"];
beforeAll(async () => {
  existing = await existingMetrics();
  groups = rules.parse(parse(await readFile(rulesFile, "utf8"))).groups;
});

test("every metric is documented with its type, and no other is", async () => {
  const rows = [...(await read("metrics.md")).matchAll(/^\| `(storeplane_\w+)` \| (\w+) \|/gm)];
  const documented = rows.map(([, name, type]) => [name, type]).sort();
  expect(documented).toEqual([...existing].sort());
});

test("metrics are named as Prometheus has it", () => {
  for (const [name, type] of existing) {
    if (type === "counter") expect(name).toMatch(/_total$/);
    else expect(name).not.toMatch(/_total$/);
    if (type === "histogram") expect(name).toMatch(/_(seconds|commits)$/);
    expect(name).not.toMatch(/_(ms|milliseconds|minutes|kb|mb)(_|$)/);
  }
});

const run = promisify(execFile);

describe("alerts", () => {
  const alerts = () => groups.flatMap((group) => group.rules.flatMap((rule) => ("alert" in rule ? [rule] : [])));
  const all = () => groups.flatMap((group) => group.rules);

  test("name metrics and records that exist", () => {
    const records = new Set(all().flatMap((rule) => ("record" in rule ? [rule.record] : [])));
    expect(alerts().length).toBeGreaterThan(15);
    for (const { expr } of all()) {
      const names = [...expr.matchAll(/\b(storeplane_\w+)/g)].map(([, name = ""]) => name);
      for (const name of names) {
        const family = existing.has(name) ? name : name.replace(/_(bucket|count|sum)$/, "");
        expect([...existing.keys()], `${name} in ${expr}`).toContain(family);
        if (family !== name) expect(existing.get(family)).toBe("histogram");
      }
      for (const [name] of expr.matchAll(/\bstoreplane:[\w:]+/g)) expect(records).toContain(name);
    }
  });

  test("name labels that their metrics have", async () => {
    const page = await read("metrics.md");
    const labels = new Map(
      [...page.matchAll(/^\| `(storeplane_\w+)` \| \w+ \| ([\w, ]*) ?\|/gm)].map(([, name, list = ""]) => [
        name,
        [...list.split(",").map((label) => label.trim()), "job", "instance", "le"],
      ]),
    );
    for (const { expr } of all())
      for (const [, name = "", matchers = ""] of expr.matchAll(/\b(storeplane_\w+)\{([^}]*)\}/g)) {
        const family = existing.has(name) ? name : name.replace(/_(bucket|count|sum)$/, "");
        for (const [, label] of matchers.matchAll(/(\w+)\s*[=!]/g)) expect(labels.get(family), expr).toContain(label);
      }
  });

  test("each has a runbook that says what it means, what users feel, how to look, how to mend it and when to escalate", async () => {
    const pages = (await readdir(join(docs, "runbooks"))).filter((file) => file !== "README.md");
    expect(pages.sort()).toEqual(
      alerts()
        .map(({ alert }) => `${alert}.md`)
        .sort(),
    );
    const index = await read("runbooks/README.md");
    for (const { alert, annotations, labels } of alerts()) {
      expect(annotations.runbook_url).toBe(`docs/runbooks/${alert}.md`);
      const page = await read(`runbooks/${alert}.md`);
      expect(page).toContain(`# ${alert}\n`);
      expect(page).toContain(`Severity: **${labels.severity}**`);
      for (const heading of ["What it means", "What users feel", "How to look", "How to mend it", "When to escalate"])
        expect(page, alert).toMatch(new RegExp(`## ${heading}\n\n\\S`));
      expect(index).toContain(`[${alert}](${alert}.md) | ${labels.severity} |`);
    }
  });

  test("runbooks name metrics, addresses and pages that exist", async () => {
    const paths = routes.map(({ path }) => new RegExp(`^/api${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`));
    for (const file of await readdir(join(docs, "runbooks"))) {
      const page = await read(`runbooks/${file}`);
      for (const [, name = ""] of page.matchAll(/\b(storeplane_\w+)/g))
        expect([...existing.keys()], file).toContain(name.replace(/_(bucket|count|sum)$/, ""));
      for (const [address] of page.matchAll(/(?<=[$]API|[`( ])\/api\/[\w<>/-]+/g))
        expect(
          paths.some((path) => path.test(address)),
          `${address} in ${file}`,
        ).toBe(true);
      for (const [, target = ""] of page.matchAll(/\]\(([\w./-]+\.(?:md|yaml))/g))
        await expect(read(join("runbooks", target)), `${target} in ${file}`).resolves.toBeTruthy();
    }
  });

  test.skipIf(!existsSync(promtool))("are what promtool takes, and fire when they should", async () => {
    await run(promtool, ["check", "rules", rulesFile]);
    await run(promtool, ["test", "rules", join(docs, "operations/alerts.test.yaml")]);
  });
});

test("the dashboard's panels ask for metrics and records that exist", async () => {
  const panel = z.object({ targets: z.array(z.object({ expr: z.string() })).default([]) });
  const dashboard = z.object({ panels: z.array(panel) }).parse(JSON.parse(await read("operations/dashboard.json")));
  const expressions = dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
  expect(expressions.length).toBeGreaterThan(15);
  const records = groups.flatMap((group) => group.rules.flatMap((rule) => ("record" in rule ? [rule.record] : [])));
  for (const expr of expressions) {
    for (const [, name = ""] of expr.matchAll(/\b(storeplane_\w+)/g))
      expect([...existing.keys()], expr).toContain(
        existing.has(name) ? name : name.replace(/_(bucket|count|sum)$/, ""),
      );
    for (const [name] of expr.matchAll(/\bstoreplane:[\w:]+/g)) expect(records).toContain(name);
  }
});

test("every setting is named in the operations page, and every one it names exists", async () => {
  const page = await read("operations.md");
  const section = page.slice(page.indexOf("## Settings"), page.indexOf("## Probes"));
  const named = [...section.matchAll(/`([A-Z][A-Z_]+)`/g)].map(([, name]) => name);
  for (const name of named) expect(Object.keys(variables)).toContain(name);
});
