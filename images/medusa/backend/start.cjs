// Starts Medusa without its command line, whose own modules cost a third of a boot.
const { missingToServe } = require("./src/environment");

const missing = missingToServe(process.env);
if (missing.length > 0) {
  console.error(`The store cannot start:\n${missing.map((sentence) => `- ${sentence}`).join("\n")}`);
  process.exit(78);
}
process.chdir(__dirname);
// With MEDUSA_DISABLE_TELEMETRY nothing is collected, but a second Node process is started all the same, to send nothing.
require("@medusajs/telemetry/dist/util/create-flush").default = () => undefined;
const start = require("@medusajs/medusa/commands/start").default;
// No key `cluster`, not even undefined: its presence forks a cluster.
start({ directory: __dirname, port: Number(process.env.PORT || 9000), host: process.env.HOST, types: false });
