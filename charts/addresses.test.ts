/** How a shop is reached: its hosts, Ingress and certificates, the same with every engine. */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { chartOptions, valuesOf } from "./options.ts";
import { find, helmBinary, type Manifest, podsOf, renderChart } from "./renderChart.ts";

const ingressSpec = z.object({
  ingressClassName: z.string().optional(),
  rules: z.array(z.object({ host: z.string() })),
  tls: z.array(z.object({ hosts: z.array(z.string()), secretName: z.string().optional() })).default([]),
});

const spec = (manifests: readonly Manifest[]) => ingressSpec.parse(find(manifests, "Ingress", "shop").spec);
const hostsOf = (manifests: readonly Manifest[]) => spec(manifests).rules.map(({ host }) => host);

/** What the shop's first container is told. */
function environment(manifests: readonly Manifest[], engine: string): Map<string, string | undefined> {
  const shop = podsOf(manifests).find(({ owner }) => owner === `Deployment/${engine}`)?.pod;
  const entries = [...(shop?.initContainers ?? []), ...(shop?.containers ?? [])].flatMap(({ env }) => env);
  return new Map(entries.map(({ name, value }) => [name, value]));
}

/** Helm is built when the platform is first started; until then these tests say that they were skipped. */
describe.skipIf(helmBinary === undefined).each(Object.keys(chartOptions))("a shop of %s", (engine) => {
  const render = (values: object, global?: Record<string, unknown>) =>
    renderChart(engine, valuesOf(engine, { values: { ...values }, ...(global && { global }) }));
  const redirecting = { host: "www.acme.example", redirect: true };

  it("answers at the platform's address and at its own domains", async () => {
    expect(hostsOf(await render({}))).toEqual(["acme.localhost"]);
    expect(hostsOf(await render({ domains: [{ host: "acme.example" }, redirecting] }))).toEqual([
      "acme.localhost",
      "acme.example",
      "www.acme.example",
    ]);
  });

  it("sends hosts that redirect to its address, and tells its links by the main domain", async () => {
    const plain = environment(await render({}), engine);
    expect(plain.get("SHOP_ORIGIN")).toBe("http://acme.localhost:7480");
    expect(plain.has("REDIRECT_HOSTS")).toBe(false);
    const told = environment(await render({ domains: [{ host: "acme.example", main: true }, redirecting] }), engine);
    expect(told.get("SHOP_ORIGIN")).toBe("http://acme.example:7480");
    expect(told.get("REDIRECT_HOSTS")).toBe("www.acme.example");
    const secure = await render({ domains: [{ host: "acme.example", main: true }], tls: { issuer: "le" } });
    expect(environment(secure, engine).get("SHOP_ORIGIN")).toBe("https://acme.example");
  });

  it.each([
    [[{ host: "beta.localhost" }], /belongs to the platform/],
    [[{ host: "acme.localhost" }], /is the store's address already/],
    [[{ host: "a.example", main: true, redirect: true }], /can't be the main one and redirect/],
    [
      [
        { host: "a.example", main: true },
        { host: "b.example", main: true },
      ],
      /only one can be the main/,
    ],
    [[{ host: "a.example" }, { host: "a.example", redirect: true }], /listed twice/],
    [[{ host: "A.example" }], /pattern/],
    [[{ host: "a.example; return 200" }], /pattern/],
  ])("isn't rendered with the domains %j", async (domains, why) => {
    await expect(render({ domains })).rejects.toThrow(why);
  });

  it("may have an address below its own", async () => {
    expect(hostsOf(await render({ domains: [{ host: "www.acme.localhost" }] }))).toContain("www.acme.localhost");
  });

  it("gets a certificate for each host from an issuer, which may prove the domain by a pod of its own", async () => {
    const manifests = await render({ domains: [redirecting], tls: { issuer: "le" } });
    const certificates = manifests.filter(({ kind }) => kind === "Certificate");
    expect(certificates.map(({ spec }) => [spec.secretName, spec.dnsNames])).toEqual([
      ["tls-acme.localhost", ["acme.localhost"]],
      ["tls-www.acme.example", ["www.acme.example"]],
    ]);
    expect(certificates[0]?.spec.issuerRef).toEqual({ group: "cert-manager.io", kind: "ClusterIssuer", name: "le" });
    expect(spec(manifests).tls).toEqual([
      { hosts: ["acme.localhost"], secretName: "tls-acme.localhost" },
      { hosts: ["www.acme.example"], secretName: "tls-www.acme.example" },
    ]);
    expect(find(manifests, "NetworkPolicy", "acme-solver").spec.podSelector).toEqual({
      matchLabels: { "acme.cert-manager.io/http01-solver": "true" },
    });
    expect(find(manifests, "ResourceQuota", "storage").spec.hard).toMatchObject({ "services.nodeports": "2" });
  });

  it("leaves the platform's address to the controller's default certificate where that covers it", async () => {
    const manifests = await render({ domains: [redirecting] }, { tls: { issuer: "le", defaultCertificate: true } });
    expect(spec(manifests).tls).toEqual([
      { hosts: ["acme.localhost"] },
      { hosts: ["www.acme.example"], secretName: "tls-www.acme.example" },
    ]);
    expect(manifests.filter(({ kind }) => kind === "Certificate")).toHaveLength(1);
  });

  it("takes a certificate that is there instead of an issuer's", async () => {
    const manifests = await render({ domains: [redirecting], tls: { secretName: "mine" } }, { tls: { issuer: "le" } });
    expect(spec(manifests).tls).toEqual([{ hosts: ["acme.localhost", "www.acme.example"], secretName: "mine" }]);
    expect(manifests.filter(({ kind }) => kind === "Certificate")).toEqual([]);
  });

  it("prefers its own class and annotations to the platform's", async () => {
    const read = "nginx.ingress.kubernetes.io/proxy-read-timeout";
    const global = { ingress: { className: "public", annotations: { [read]: "60", "example.com/team": "shops" } } };
    const platform = await render({}, global);
    expect(spec(platform).ingressClassName).toBe("public");
    expect(find(platform, "Ingress").metadata.annotations).toMatchObject({ [read]: "60", "example.com/team": "shops" });
    const own = await render({ ingress: { className: "private", annotations: { [read]: "300" } } }, global);
    expect(spec(own).ingressClassName).toBe("private");
    expect(find(own, "Ingress").metadata.annotations).toMatchObject({ [read]: "300", "example.com/team": "shops" });
  });

  it.each([
    "nginx.ingress.kubernetes.io/configuration-snippet",
    "nginx.ingress.kubernetes.io/server-alias",
    "nginx.ingress.kubernetes.io/auth-url",
    "external-dns.alpha.kubernetes.io/hostname",
    "cert-manager.io/cluster-issuer",
  ])("may not set %s, which reaches beyond its own traffic", async (annotation) => {
    await expect(render({ ingress: { annotations: { [annotation]: "x" } } })).rejects.toThrow(/schema/);
  });
});
