import { join } from "node:path";
import { startFakeApiServer } from "@storeplane/control-api/testing/fakeApiServer.ts";
import { startOpenIdProvider, type TestProvider } from "@storeplane/control-api/testing/openIdProvider.ts";
import { type ProcessPlatform, startProcessPlatform } from "@storeplane/control-api/testing/processPlatform.ts";
import { execa } from "execa";
import { projectFolder } from "../instance.ts";
import { waitUntil } from "../process/waitUntil.ts";
import { ensureSchemathesis } from "../tools/schemathesis.ts";
import type { Step, StepResult } from "./step.ts";

const seed = 1;
/** Some stores, so that not every answer is "not found". */
const names = ["acme-shoes", "blue-bikes", "old-books", "red-hats"];
/** Answers that never end: their first lines are looked at by tests of their own. */
const endless = ["streamChanges"];

/**
 * Sends made-up requests to every route of the API, as its own description says they look, and others that it must refuse:
 * against a real Git server, PostgreSQL and OpenID provider, and an API server of an empty cluster. Arguments go to Schemathesis.
 */
export function fuzz(args: readonly string[] = []): Step {
  return {
    name: "fuzzing of the API",
    async run() {
      const command = await ensureSchemathesis((detail) => console.log(`Schemathesis: ${detail}`));
      const provider = await startOpenIdProvider({
        fuzzer: { email: "fuzzer@example.com", email_verified: true, roles: ["admin"] },
      });
      const platform = await startPlatform(provider);
      try {
        const url = platform.apis[0]?.url ?? "";
        const authorization = `Bearer ${await provider.token("fuzzer")}`;
        await waitUntil("the stores are listed", () => listsStores(url, authorization), { timeoutMs: 60_000 });
        const { exitCode } = await execa(
          command,
          [
            `--config-file=${join(projectFolder, "scripts/src/fuzz/schemathesis.toml")}`,
            "run",
            `${url}/api/openapi.json`,
            "--checks=all",
            "--phases=examples,coverage,fuzzing",
            `--header=Authorization: ${authorization}`,
            `--seed=${seed}`,
            "--max-examples=15",
            "--continue-on-failure",
            "--request-timeout=20",
            "--warnings=off",
            ...endless.map((id) => `--exclude-operation-id=${id}`),
            ...args,
          ],
          { cwd: platform.folder, stdio: "inherit", reject: false, timeout: 15 * 60_000 },
        );
        return resultOf(exitCode === 0);
      } finally {
        await platform.close();
        await provider.stop();
      }
    },
  };
}

function startPlatform(provider: TestProvider): Promise<ProcessPlatform> {
  return startProcessPlatform({
    stores: names,
    startCluster: startFakeApiServer,
    settings: {
      LOG_LEVEL: "error",
      AUTH_MODE: "oidc",
      OIDC_ISSUER: provider.issuer,
      OIDC_AUDIENCE: "storeplane",
      OIDC_ROLES_CLAIM: "roles",
      OIDC_ADMIN_ROLES: "admin",
    },
  });
}

async function listsStores(url: string, authorization: string): Promise<boolean> {
  const answer = await fetch(`${url}/api/stores`, { headers: { authorization }, signal: AbortSignal.timeout(5_000) });
  const text = await answer.text();
  return answer.ok && names.every((name) => text.includes(`"name":"${name}"`));
}

const resultOf = (passed: boolean): StepResult =>
  passed
    ? { passed: 1, failed: [], skipped: [] }
    : { passed: 0, failed: ["a made-up request; see Schemathesis's report above"], skipped: [] };
