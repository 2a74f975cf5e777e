require("./resolutions.cjs");
// Prepares the store's database, then starts Medusa without its command line, whose own modules cost a third of a boot.
const { endSilentConnections } = require("./src/connections/silentConnections");
const { missingToServe } = require("./src/environment");
const { holdRequests } = require("./src/prepare/heldRequests");
const { prepareStore } = require("./src/prepare/prepareStore");
const { readPrepareSettings, missingToPrepare } = require("./src/prepare/settings");

const missing = [...missingToServe(process.env), ...missingToPrepare(process.env)];
if (missing.length > 0) {
  console.error(`The store cannot start:\n${missing.map((sentence) => `- ${sentence}`).join("\n")}`);
  process.exit(78);
}
process.chdir(__dirname);
endSilentConnections();
const held = holdRequests(Number(process.env.PORT || 9000), process.env.HOST);
const environment = { ...process.env };
// PostgreSQL starts beside this process: it is waited for while Medusa's modules are loaded.
const prepared = prepareStore(readPrepareSettings(process.env));
// Nothing that runs later has any business with it.
delete process.env.ADMIN_PASSWORD;
// With MEDUSA_DISABLE_TELEMETRY nothing is collected, but a second Node process is started all the same, to send nothing.
require("@medusajs/telemetry/dist/util/create-flush").default = () => undefined;
const start = require("@medusajs/medusa/commands/start").default;
prepared.then(
  async (outcome) => {
    // In this process's place: it has loaded all of Medusa, and migrating needs as much memory again.
    if (outcome === "behind") process.execve(process.execPath, [process.execPath, "migrate.cjs"], environment);
    // No key `cluster`, not even undefined: its presence forks a cluster.
    const { server } = await start({ directory: __dirname, port: held.port, types: false });
    held.answerBy(server);
  },
  (error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
