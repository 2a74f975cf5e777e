// In the place of start.cjs, when the database is behind this image: migrates it, and starts the store.
require("./resolutions.cjs");
const { migrateStore } = require("./src/prepare/migrateStore");
const { readPrepareSettings } = require("./src/prepare/settings");

migrateStore(__dirname, readPrepareSettings(process.env)).then(
  () => process.execve(process.execPath, [process.execPath, "start.cjs"], process.env),
  (error) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
