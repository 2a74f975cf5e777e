/** Entry of the control API: `node control-api/src/main.ts`, settings from the environment (see config.ts). */
import { pino } from "pino";
import { type Config, ConfigError, readConfig } from "./config.ts";
import { startService } from "./startService.ts";

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
const log = pino({ level: config.LOG_LEVEL, base: null, timestamp: pino.stdTimeFunctions.isoTime });
const service = await startService(config, log);
log.info({ url: service.url }, "The control API is up");

let stopping = false;
async function stop(signal: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  log.info({ signal }, "Stopping");
  setTimeout(() => {
    log.warn("Stopping took too long");
    process.exit(1);
  }, stopWithin).unref();
  await service.close();
  process.exit(0);
}
process.on("SIGTERM", () => void stop("SIGTERM"));
process.on("SIGINT", () => void stop("SIGINT"));
