import { describe, expect, it } from "vitest";
import { z } from "zod";
import { find, helmBinary, podsOf, renderChart, renderText } from "./renderChart.ts";

const store = { engine: "woocommerce", chartVersion: "1.0.0", owner: "alice@example.com" };

const render = (values: object = {}) => renderChart("woocommerce", { store, ...values });

/** The shop's pod, with the environment of its PHP. */
async function shop(values: object = {}) {
  const pod = podsOf(await render(values)).find(({ owner }) => owner === "Deployment/woocommerce")?.pod;
  if (pod === undefined) throw new Error("no shop is rendered");
  const [prepare] = pod.initContainers;
  const [php, nginx] = pod.containers;
  const environment = (container: typeof php) => new Map(container?.env.map((entry) => [entry.name, entry]));
  return { pod, prepare, php, nginx, environment: environment(php), first: environment(prepare) };
}

const egress = z.array(z.object({ ports: z.array(z.object({ port: z.number() })) }));

async function portsOut(values: object = {}): Promise<number[]> {
  const policy = find(await render(values), "NetworkPolicy", "woocommerce");
  return egress.parse(policy.spec.egress).flatMap(({ ports }) => ports.map(({ port }) => port));
}

/** Helm is built when the platform is first started; until then these tests say that they were skipped. */
describe.skipIf(helmBinary === undefined)("the WooCommerce chart", () => {
  it("runs web server, PHP and first start from one image, which a values file may change", async () => {
    const own = await shop();
    expect([own.prepare, own.php, own.nginx].map((one) => one?.image)).toEqual(
      Array(3).fill("localhost/storeplane/woocommerce:1.0.0"),
    );
    const { prepare, php, nginx } = await shop({ shop: { image: { repository: "example.com/shop", tag: "2" } } });
    expect([prepare, php, nginx].map((one) => one?.image)).toEqual(Array(3).fill("example.com/shop:2"));
    await expect(renderText("woocommerce", { store, shop: { image: { tag: "latest" } } })).rejects.toThrow(/schema/);
  });

  it("asks the shop itself whether it is started, ready and alive", async () => {
    expect((await shop()).nginx).toMatchObject({
      startupProbe: { httpGet: { path: "/healthz/started" } },
      readinessProbe: { httpGet: { path: "/healthz" } },
      livenessProbe: { httpGet: { path: "/wp-cron.php" } },
    });
  });

  it("replaces the shop without a gap, on the node that has its pictures", async () => {
    const deployment = find(await render(), "Deployment", "woocommerce");
    expect(deployment.spec.strategy).toEqual({
      type: "RollingUpdate",
      rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
    });
    expect(JSON.stringify((await shop()).pod)).toContain("podAffinity");
  });

  it("tells the first start what the store is called, says and costs in", async () => {
    const { first } = await shop({
      store: { ...store, displayName: "Hats & Co" },
      storefront: { tagline: "For heads", currency: "eur" },
    });
    expect(first.get("STORE_NAME")?.value).toBe("Hats & Co");
    expect(first.get("STORE_TAGLINE")?.value).toBe("For heads");
    expect(first.get("STORE_CURRENCY")?.value).toBe("eur");
    expect(first.get("SHOP_ORIGIN")?.value).toBe("http://acme.localhost:7480");
  });

  it("shows the accent colour that is set, and lets the dashboard show the shop", async () => {
    const { environment } = await shop({ storefront: { accentColor: "#123abc" } });
    expect(environment.get("DASHBOARD_URL")?.value).toBe("http://127.0.0.1:7400");
    expect(environment.get("STOREFRONT_ACCENT_COLOR")?.value).toBe("#123abc");
  });

  it("serves more at a time with a larger plan", async () => {
    const workers = async (plan: string) =>
      Number((await shop({ resources: { plan } })).environment.get("PHP_WORKERS")?.value);
    const [small, medium, large] = [await workers("small"), await workers("medium"), await workers("large")];
    expect([small, medium, large]).toEqual([small, medium, large].sort((a, b) => a - b));
    expect(large).toBeGreaterThan(small);
  });

  it("calls no other server unless that is allowed, in WordPress and in the network", async () => {
    expect((await shop()).environment.get("OUTGOING_REQUESTS")?.value).toBe("false");
    expect(await portsOut()).toEqual([3306]);
    const allowed = { outgoing: { allowed: true } };
    expect((await shop(allowed)).environment.get("OUTGOING_REQUESTS")?.value).toBe("true");
    expect(await portsOut(allowed)).toEqual([3306, 80, 443]);
  });

  it("sends mail through a server that is named, with a login from a Secret", async () => {
    expect((await shop()).environment.has("SMTP_HOST")).toBe(false);
    const plain = { mail: { host: "smtp.example.com", port: 465 } };
    expect((await shop(plain)).environment.get("SMTP_PORT")?.value).toBe("465");
    expect((await shop(plain)).environment.has("SMTP_PASSWORD")).toBe(false);
    expect(await portsOut(plain)).toEqual([3306, 465]);
    const { environment } = await shop({ mail: { ...plain.mail, secretName: "mail" } });
    expect(environment.get("SMTP_PASSWORD")).toMatchObject({
      valueFrom: { secretKeyRef: { name: "mail", key: "password" } },
    });
  });

  it("lets nobody but the shop reach the database", async () => {
    expect(find(await render(), "NetworkPolicy", "mariadb").spec.ingress).toEqual([
      {
        from: [{ podSelector: { matchLabels: { "storeplane.dev/component": "woocommerce" } } }],
        ports: [{ port: 3306, protocol: "TCP" }],
      },
    ]);
  });

  it("gives volumes the sizes that are asked for", async () => {
    const claims = (await render({ storage: { sizeGi: 7, uploadsGi: 3 } })).filter(
      ({ kind }) => kind === "PersistentVolumeClaim",
    );
    expect(claims.map(({ metadata, spec }) => [metadata.name, spec.resources])).toEqual([
      ["database", { requests: { storage: "7Gi" } }],
      ["uploads", { requests: { storage: "3Gi" } }],
    ]);
  });
});
