import { join } from "node:path";
import { type Instance, projectFolder } from "../instance.ts";
import type { ProcessSpec } from "../process/processSpec.ts";
import { storesBranch, storesRepositoryFolder } from "./seed.ts";

/** The Git server of an instance; `seedStoresRepository` comes first. */
export function gitServerProcess(instance: Instance): ProcessSpec {
  const { ports } = instance;
  return {
    name: "git-server",
    command: process.execPath,
    args: [join(projectFolder, "scripts/src/git-server/main.ts")],
    environment: {
      HOST: "127.0.0.1",
      PORT: String(ports.gitServer),
      REPOSITORY_FOLDER: storesRepositoryFolder(instance),
      GIT_BRANCH: storesBranch,
      CONTROL_API_WEBHOOK_URL: `http://127.0.0.1:${ports.controlApi}/api/webhooks/git`,
      APPLICATIONSET_WEBHOOK_URL: `http://127.0.0.1:${ports.applicationSetWebhook}/api/webhook`,
      ARGOCD_WEBHOOK_URL: `http://127.0.0.1:${ports.argocdServer}/api/webhook`,
    },
    readyUrl: `http://127.0.0.1:${ports.gitServer}/healthz`,
  };
}
