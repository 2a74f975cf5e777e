import type { Instance } from "../instance.ts";
import type { PlatformRecord } from "./record.ts";

/** Rows with their first column aligned. */
function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`).join("\n");
}

/** Where everything is and what to do next, for whoever ran `up`. */
export function summary(instance: Instance, { cluster }: PlatformRecord): string {
  const { urls, kubeconfig, slot } = instance;
  const create = `curl -X POST ${urls.api}/stores -H 'content-type: application/json' -d '{"name":"acme","engine":"medusa"}'`;
  const shop = urls.shopTemplate.replace("{host}", "<store>.localhost");
  const simulated = "pods are simulated: stores get ready, but no shop answers";
  const suffix = slot === 0 ? "" : ` (with STOREPLANE_SLOT=${slot} STOREPLANE_NAME=${instance.name})`;
  return [
    "",
    table([
      ["Dashboard", urls.dashboard],
      ["API", `${urls.api}  (described in ${urls.api}/openapi.json)`],
      ["Stores repository", urls.git],
      ["Shops", cluster === "simulated" ? simulated : shop],
      ["Cluster", `${cluster}: export KUBECONFIG=${kubeconfig}`],
      ["Argo CD", `kubectl -n argocd get applications,applicationsets`],
      ["", `its API at ${urls.argocd}; the Go module doesn't carry its web UI, which the official image has`],
      ["Create a store", create],
      ["or by Git", `git clone ${urls.git}, add stores/a/acme.yaml, commit, push`],
      ["More", `npm run status, npm run logs [process], npm run down${suffix}`],
    ]),
    "",
  ].join("\n");
}
