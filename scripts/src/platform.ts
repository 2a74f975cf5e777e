/** The local platform: what `npm run up | down | status | logs` do, and tests and benchmarks call. */
export { parseClusterKind } from "./cluster/chooseCluster.ts";
export { type DownOptions, down } from "./platform/down.ts";
export { type LogsOptions, logs } from "./platform/logs.ts";
export { status } from "./platform/status.ts";
export { type UpOptions, up } from "./platform/up.ts";
