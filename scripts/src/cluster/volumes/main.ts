/** Volumes of a real node: `node main.ts <folder>` turns claims into folders of this machine. */
import { KubeConfig } from "@kubernetes/client-node";
import { pino } from "pino";
import { watchClaims } from "./watchClaims.ts";

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error("Usage: main.ts <folder of the volumes>");

const log = pino({ name: "volumes" });
const config = new KubeConfig();
config.loadFromDefault();
const stop = watchClaims(config, { folder, simulated: false }, (error) =>
  log.warn({ err: error }, "the API server can't be used right now, or a volume can't be made"),
);
process.on("SIGTERM", () => {
  stop();
  process.exit(0);
});
log.info({ folder }, "watching claims");
