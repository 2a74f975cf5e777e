import { join } from "node:path";
import { createAll } from "@storeplane/control-api/testing/creators.ts";
import { startFakeApiServer } from "@storeplane/control-api/testing/fakeApiServer.ts";
import { type ProcessPlatform, startProcessPlatform } from "@storeplane/control-api/testing/processPlatform.ts";
import { execa } from "execa";
import { projectFolder } from "../instance.ts";
import { ensureSchemathesis } from "../tools/schemathesis.ts";
import type { Step, StepResult } from "./step.ts";

const seed = 1;
const names = ["acme-shoes", "blue-bikes", "old-books", "red-hats"];
/** Answers that never end: their first lines are looked at by tests of their own. */
const endless = ["streamChanges"];

/**
 * Sends made-up requests to every route of the API, as its own description says they look, and others that it must refuse:
 * against a real Git server and PostgreSQL, and an API server of an empty cluster. Arguments go to Schemathesis.
 */
export function fuzz(args: readonly string[] = []): Step {
  return {
    name: "fuzzing of the API",
    async run() {
      const command = await ensureSchemathesis((detail) => console.log(`Schemathesis: ${detail}`));
      const platform = await startProcessPlatform({
        startCluster: startFakeApiServer,
        settings: { LOG_LEVEL: "error" },
      });
      try {
        const url = await withStores(platform);
        const { exitCode } = await execa(
          command,
          [
            `--config-file=${join(projectFolder, "scripts/src/fuzz/schemathesis.toml")}`,
            "run",
            `${url}/api/openapi.json`,
            "--checks=all",
            "--phases=examples,coverage,fuzzing",
            `--seed=${seed}`,
            "--max-examples=15",
            "--continue-on-failure",
            "--request-timeout=20",
            "--warnings=off",
            ...endless.map((id) => `--exclude-operation-id=${id}`),
            ...args,
          ],
          { stdio: "inherit", reject: false, timeout: 15 * 60_000 },
        );
        return resultOf(exitCode === 0);
      } finally {
        await platform.close();
      }
    },
  };
}

/** Some stores, so that not every answer is "not found". */
async function withStores({ apis }: ProcessPlatform): Promise<string> {
  const url = apis[0]?.url ?? "";
  await createAll({ urls: [url], creators: 1, nameOf: (index) => names[index] ?? "", most: names.length });
  return url;
}

const resultOf = (passed: boolean): StepResult =>
  passed ? { passed: 1, failed: 0, skipped: [] } : { passed: 0, failed: 1, skipped: [] };
