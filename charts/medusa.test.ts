import { describe, expect, it } from "vitest";
import { find, helmBinary, type Manifest, podsOf, renderChart, renderText } from "./renderChart.ts";

const store = { engine: "medusa", chartVersion: "1.0.0", owner: "alice@example.com" };
const everything = { store, redis: { enabled: true }, resources: { plan: "large" } };

/** Helm is built when the platform is first started; until then these tests say that they were skipped. */
describe.skipIf(helmBinary === undefined)("the Medusa chart", () => {
  it("takes another image for the shop alone", async () => {
    const image = { repository: "registry.example.com/mine", tag: "7" };
    const pods = podsOf(await renderChart("medusa", { ...everything, backend: { image } }));
    const shop = pods.find(({ owner }) => owner === "Deployment/medusa")?.pod;
    expect(shop?.containers[0]?.image).toBe("registry.example.com/mine:7");
    expect(pods.find(({ owner }) => owner === "StatefulSet/postgres")?.pod.containers[0]?.image).toContain(
      "/postgres:",
    );
  });

  it("refuses the tag latest", async () => {
    await expect(renderText("medusa", { store, backend: { image: { tag: "latest" } } })).rejects.toThrow(/schema/);
  });

  it("lets nobody but the shop reach the database", async () => {
    expect(find(await renderChart("medusa", { store }), "NetworkPolicy", "postgres").spec.ingress).toEqual([
      {
        from: [{ podSelector: { matchLabels: { "storeplane.dev/component": "medusa" } } }],
        ports: [{ port: 5432, protocol: "TCP" }],
      },
    ]);
  });

  it("runs Redis only where it is asked for, and opens the network to it", async () => {
    const names = (manifests: Manifest[]) => manifests.map(({ kind, metadata }) => `${kind}/${metadata.name}`);
    const without = names(await renderChart("medusa", { store }));
    const added = names(await renderChart("medusa", everything)).filter((name) => !without.includes(name));
    expect(added.sort()).toEqual(["Deployment/redis", "NetworkPolicy/redis", "Service/redis"]);
  });
});
