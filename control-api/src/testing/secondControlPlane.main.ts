/**
 * Starts a simulated control plane beside the platform, and ends; its processes go on: `… <state folder> <ports as JSON>`. A
 * process of its own, since pm2's client can't be let go of without noise.
 */
import { simulatedCluster } from "../../../scripts/src/cluster/simulated/simulatedCluster.ts";
import { ProcessManager } from "../../../scripts/src/process/processManager.ts";
import { binariesFolder } from "../../../scripts/src/tools/binaries.ts";
import { secondInstance } from "./secondInstance.ts";

const [folder = "", ports = "{}"] = process.argv.slice(2);
const instance = secondInstance(folder, JSON.parse(ports));
const processes = await ProcessManager.connect(instance);
const environment = { instance, binaries: await binariesFolder(), processes };
await simulatedCluster.startApi(environment, () => undefined);
await simulatedCluster.startNodes(environment, () => undefined);
process.exit(0);
