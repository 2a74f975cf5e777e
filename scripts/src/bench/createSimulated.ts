import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { apiClient } from "../apiClient.ts";
import { type Instance, projectFolder } from "../instance.ts";
import { type Figure, median } from "./figure.ts";

const runs = 12;

/** Seconds of `helm install --wait` of the same chart with the same values on the same cluster. */
async function helmInstall(instance: Instance, helm: string, name: string): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), "storeplane-bench-"));
  const valuesFile = join(folder, "values.yaml");
  await writeFile(
    valuesFile,
    `store: { engine: medusa, chartVersion: 1.0.0, owner: bench@example.com, displayName: ${name} }\n`,
  );
  // The chart brings the store's namespace, so Helm's own record is kept in another.
  const run = (...args: string[]) =>
    execa(helm, [...args, "--namespace=default", "--kubeconfig", instance.kubeconfig], { timeout: 120_000 });
  const globals = {
    storeName: name,
    host: `${name}.localhost`,
    origin: `http://${name}.localhost`,
    imageRegistry: "localhost/storeplane",
  };
  try {
    const started = performance.now();
    await run(
      "install",
      `store-${name}`,
      join(projectFolder, "charts/medusa"),
      "--wait",
      "--timeout=60s",
      `--values=${valuesFile}`,
      ...Object.entries(globals).map(([key, value]) => `--set-string=global.${key}=${value}`),
    );
    return (performance.now() - started) / 1000;
  } finally {
    await run("uninstall", `store-${name}`, "--ignore-not-found", "--wait", "--timeout=60s");
    await rm(folder, { recursive: true, force: true });
  }
}

/** Seconds from the API's call until the store is Synced and Healthy at its commit. */
async function createByCommit(instance: Instance, name: string): Promise<{ ready: number; committed: number }> {
  const api = apiClient(instance.urls.api);
  const started = performance.now();
  const answer = await api.call("POST", "/stores", { name, engine: "medusa" });
  if (answer.status !== 201) throw new Error(`create ${name}: ${JSON.stringify(answer)}`);
  const committed = (performance.now() - started) / 1000;
  await api.waitForStore(name, "Ready", (found) => found?.status.phase === "Ready", 60);
  return { ready: (performance.now() - started) / 1000, committed };
}

/** Create → Synced and Healthy on simulated nodes, beside `helm install --wait`, taken in turns. */
export async function benchCreateSimulated(instance: Instance, helm: string): Promise<Figure[]> {
  const api = apiClient(instance.urls.api);
  const ready: number[] = [];
  const committed: number[] = [];
  const helmed: number[] = [];
  for (let run = 0; run <= runs; run++) {
    const ours = await createByCommit(instance, `garden-${run}`);
    const theirs = await helmInstall(instance, helm, `kitchen-${run}`);
    await api.call("DELETE", `/stores/garden-${run}?confirm=garden-${run}`);
    await api.waitForStore(`garden-${run}`, "gone", (found) => found === undefined, 60);
    // The first round warms the caches of both.
    if (run === 0) continue;
    ready.push(ours.ready);
    committed.push(ours.committed * 1000);
    helmed.push(theirs);
  }
  return [
    { name: "create: answered with its commit (API, simulated)", unit: "ms", samples: committed },
    { name: "create → Synced and Healthy (simulated)", unit: "s", samples: ready, bound: 1.2 },
    { name: "helm install --wait of the same chart", unit: "s", samples: helmed },
    {
      name: "create → Synced and Healthy against 1.5 × helm + 0.6 s",
      unit: "s",
      samples: ready,
      bound: 1.5 * median(helmed) + 0.6,
    },
  ];
}
