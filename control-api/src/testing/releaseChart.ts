/** Releases a chart in a test platform's repository the way a person does: a copy of another release, pushed. */
import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { vi } from "vitest";
import { engineList } from "../http/schemas.ts";
import type { TestPlatform } from "./testPlatform.ts";

/** `change` edits the text of the new release's schema. */
export async function releaseChart(
  platform: Pick<TestPlatform, "git" | "call">,
  engine: string,
  from: string,
  to: string,
  change: (schema: string) => string = (schema) => schema,
): Promise<void> {
  await platform.git("pull", "--quiet", "--rebase", "origin", "main");
  const clone = (await platform.git("rev-parse", "--show-toplevel")).trim();
  const [source, target] = [from, to].map((version) => join(clone, "charts", engine, version));
  if (source === undefined || target === undefined) throw new Error("no folder");
  await cp(source, target, { recursive: true });
  const chart = join(target, "Chart.yaml");
  await writeFile(chart, (await readFile(chart, "utf8")).replace(`version: ${from}`, `version: ${to}`));
  const inner = join(target, "values.schema.json");
  await writeFile(inner, change(await readFile(inner, "utf8")));
  const schema = await readFile(join(clone, "schemas", `${engine}-${from}.json`), "utf8");
  await writeFile(join(clone, "schemas", `${engine}-${to}.json`), change(schema));
  await platform.git("add", ".");
  await platform.git("commit", "--quiet", "-m", `release ${engine} ${to}`);
  await platform.git("push", "--quiet", "origin", "main");
  // It is offered as newest a moment after it was fetched.
  await vi.waitFor(
    async () => {
      const { body } = await platform.call("GET", "/engines");
      const found = engineList.parse(body).items.find(({ name }) => name === engine);
      if (found?.latest !== to) throw new Error(`the newest ${engine} is ${found?.latest}`);
    },
    { timeout: 20_000, interval: 100 },
  );
}
