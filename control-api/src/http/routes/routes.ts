import type { Route } from "../route.ts";
import { auditRoutes } from "./audit.ts";
import { backupRoutes } from "./backups.ts";
import { changeRoutes } from "./changes.ts";
import { gitHubWebhookRoutes } from "./gitHubWebhook.ts";
import { historyRoutes } from "./history.ts";
import { operationRoutes } from "./operations.ts";
import { platformRoutes } from "./platform.ts";
import { runtimeRoutes } from "./runtime.ts";
import { storeActionRoutes } from "./storeActions.ts";
import { storeRoutes } from "./stores.ts";
import { tokenRoutes } from "./tokens.ts";
import { upgradeRoutes } from "./upgrades.ts";
import { usageRoutes } from "./usage.ts";

/** Every route of the API. The server serves this list, the OpenAPI document describes it. */
export const routes: readonly Route[] = [
  ...storeRoutes,
  ...storeActionRoutes,
  ...historyRoutes,
  ...backupRoutes,
  ...runtimeRoutes,
  ...usageRoutes,
  ...upgradeRoutes,
  ...changeRoutes,
  ...auditRoutes,
  ...tokenRoutes,
  ...platformRoutes,
  ...operationRoutes,
  ...gitHubWebhookRoutes,
];
