/** Gives every option of every chart to a real API server, which takes or refuses it as a cluster would. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type LoneApiServer, startLoneApiServer } from "../scripts/src/cluster/loneApiServer.ts";
import { binariesFolder } from "../scripts/src/tools/binaries.ts";
import { customResourcesFolder, ensureCustomResources } from "../scripts/src/tools/customResources.ts";
import { chartOptions, valuesOf } from "./options.ts";
import { helmBinary, renderText } from "./renderChart.ts";

const binaries = await binariesFolder();

/** The binaries are built when the platform is first started; until then these tests say that they were skipped. */
describe.skipIf(helmBinary === undefined)("a real API server", () => {
  let server: LoneApiServer;
  const apply = (text: string, ...flags: string[]) =>
    server.kubectl(["apply", "--server-side", "--filename", "-", ...flags], text);
  /** A warning is a refusal, too: the namespace asks to be warned of what the restricted level forbids. */
  const dryRun = (text: string) => apply(text, "--dry-run=server", "--warnings-as-errors");

  beforeAll(async () => {
    await ensureCustomResources(() => undefined);
    server = await startLoneApiServer(binaries);
    await server.kubectl(["apply", "--server-side", "--filename", customResourcesFolder]);
    await server.kubectl([
      "wait",
      "--for=condition=Established",
      "customresourcedefinitions",
      "--all",
      "--timeout=20s",
    ]);
    // Objects can only be tried in a namespace that is there, with the labels that the chart gives it.
    await server.kubectl(["create", "namespace", "storeplane-backups"]);
    const [engine = ""] = Object.keys(chartOptions);
    const text = await renderText(engine, valuesOf(engine, { values: {} }));
    await apply(text.split(/^---$/m).find((document) => /^kind: Namespace$/m.test(document)) ?? "");
  });
  afterAll(() => server?.close());

  describe.each(Object.keys(chartOptions))("takes of the chart %s", (engine) => {
    test.each(Object.entries(chartOptions[engine] ?? {}))("%s", async (_, option) => {
      const text = await renderText(engine, valuesOf(engine, option));
      const told = await dryRun(text);
      const objects = text.match(/^kind: /gm) ?? [];
      expect(told.split("\n").filter((line) => line.endsWith("(server dry run)"))).toHaveLength(objects.length);
    });
  });

  test("refuses a field that doesn't exist, and warns of a pod that the restricted level forbids", async () => {
    const text = await renderText("medusa", valuesOf("medusa", { values: {} }));
    await expect(dryRun(text.replace("revisionHistoryLimit:", "revisionHistoryLimits:"))).rejects.toThrow(
      /field not declared in schema/,
    );
    await expect(
      dryRun(text.replace("drop: [ALL]", "drop: []").replace(/drop:\n\s+- ALL/g, "drop: []")),
    ).rejects.toThrow(/PodSecurity/);
  });
});
