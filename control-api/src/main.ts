/** Entry of the control API: `node control-api/src/main.ts`, settings from the environment (see config.ts). */
import { type Config, ConfigError, readConfig } from "./config.ts";
import { createLog } from "./observability/log.ts";
import { secretsOf } from "./observability/secrets.ts";
import { startTracing } from "./observability/tracing.ts";
import { startService } from "./startService.ts";
import { version } from "./version.ts";

/** How long it may take to stop, in ms; then it just ends. */
const stopWithin = 10_000;

function settings(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(78);
  }
}

const config = settings();
const log = createLog({ level: config.LOG_LEVEL, secrets: secretsOf(config) });
const tracing = await startTracing(process.env, version);
const service = await startService(config, log).catch((error: unknown) => {
  log.fatal({ err: error }, "The control API can't start");
  process.exit(1);
});
log.info({ url: service.url, version, traces: tracing.enabled }, "The control API is up");

process.on("uncaughtException", (error) => {
  log.fatal({ err: error }, "The control API ends: an error that nobody caught");
  process.exit(1);
});

let stopping = false;
async function stop(signal: string): Promise<void> {
  if (stopping) {
    log.warn({ signal }, "Told twice to stop: ending at once");
    process.exit(1);
  }
  stopping = true;
  log.info({ signal }, "Stopping");
  setTimeout(() => {
    log.warn("Stopping took too long");
    process.exit(1);
  }, stopWithin).unref();
  await service.close();
  await tracing.close();
  log.info("Stopped");
  process.exit(0);
}
process.on("SIGTERM", () => void stop("SIGTERM"));
process.on("SIGINT", () => void stop("SIGINT"));
