/** The Git server of the stores repository: `node scripts/src/git-server/main.ts`, settings from the environment (settings.ts). */
import { validateChange } from "@storeplane/control-api/validation";
import { pino } from "pino";
import { startGitServer } from "./gitServer.ts";
import { startMaintenance } from "./maintenance.ts";
import { startPushNotices } from "./pushNotices.ts";
import { readSettings } from "./settings.ts";

const settings = readSettings(process.env);
const log = pino({ level: settings.LOG_LEVEL });
const requestLimitMs = 120_000;
const shared = { repository: settings.REPOSITORY_FOLDER, branch: settings.GIT_BRANCH, log };

let noticePush = () => {};
const server = await startGitServer({
  ...shared,
  host: settings.HOST,
  port: settings.PORT,
  validate: validateChange,
  limitMs: 20_000,
  requestLimitMs,
  onPush: () => noticePush(),
});
const notices = await startPushNotices({
  ...shared,
  url: server.url,
  ...(settings.CONTROL_API_WEBHOOK_URL && { controlApi: settings.CONTROL_API_WEBHOOK_URL }),
  argocd: [settings.ARGOCD_WEBHOOK_URL, settings.APPLICATIONSET_WEBHOOK_URL].filter((url) => url !== undefined),
  pollMs: 2_000,
  limitMs: 2_000,
  retryDelayMs: 500,
});
noticePush = notices.check;
const stopMaintenance = startMaintenance({ ...shared, requestLimitMs, everyMs: 60_000 });
log.info({ url: server.url, repository: settings.REPOSITORY_FOLDER }, "Git server is ready");

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.once(signal, () => {
    stopMaintenance();
    void Promise.all([notices.close(), server.close()]).then(() => process.exit(0));
  });
}
