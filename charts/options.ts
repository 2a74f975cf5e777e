/**
 * What a values file can ask of each engine's chart beside the defaults. An option that is listed here is rendered, held to the
 * rules of contract.test.ts, and given to a real API server in dryRun.loopback.test.ts.
 */
export interface ChartOption {
  /** Values beside `store`. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Settings of `store` beside those that every store has. */
  readonly store?: Readonly<Record<string, unknown>>;
  /** What the platform sets for all stores beside the usual. */
  readonly global?: Readonly<Record<string, unknown>>;
}

export type ChartOptions = Readonly<Record<string, ChartOption>>;

const redirecting = { host: "www.acme.example", redirect: true };

/** What every engine takes. */
const common: ChartOptions = {
  defaults: { values: {} },
  "a suspended store": { values: {}, store: { suspended: true } },
  "a store with a name for shoppers": { values: {}, store: { displayName: "Acme & Söhne: shoes", cluster: "second" } },
  "the medium plan": { values: { resources: { plan: "medium" } } },
  "large volumes": { values: { resources: { plan: "large" }, storage: { sizeGi: 40, uploadsGi: 20 } } },
  "an address for the admin": { values: { admin: { email: "bob@example.com" } } },
  "a storefront of its own": {
    values: { storefront: { accentColor: "#123abc", tagline: 'Good: "things" & more', currency: "eur" } },
  },
  "its own domains": {
    values: { domains: [{ host: "acme.example" }, { host: "shop.acme.example", main: true }, redirecting] },
  },
  "an Ingress of another class": {
    values: {
      ingress: { className: "nginx", annotations: { "nginx.ingress.kubernetes.io/proxy-read-timeout": "300" } },
    },
  },
  "the platform's class and annotations": {
    values: {},
    global: { ingress: { className: "public", annotations: { "example.com/team": "shops" } } },
  },
  "certificates of an issuer": { values: { tls: { issuer: "letsencrypt" }, domains: [redirecting] } },
  "a certificate that is there": { values: { tls: { secretName: "wildcard" }, domains: [redirecting] } },
  "the platform's issuer, and its certificate for its own domain": {
    values: { domains: [redirecting] },
    global: { tls: { issuer: "letsencrypt", defaultCertificate: true } },
  },
};

const image = { repository: "registry.example.com:5000/mine/shop", tag: "7.1" };

/** By engine. */
export const chartOptions: Readonly<Record<string, ChartOptions>> = {
  medusa: {
    ...common,
    Redis: { values: { redis: { enabled: true } } },
    "another image": { values: { backend: { image } } },
    "all at once": { values: { redis: { enabled: true }, resources: { plan: "large" } } },
  },
  woocommerce: {
    ...common,
    "another image": { values: { shop: { image } } },
    "calls to other servers": { values: { outgoing: { allowed: true } } },
    "a mail server without a login": { values: { mail: { host: "smtp.example.com", port: 25 } } },
    "a mail server with a login": { values: { mail: { host: "smtp.example.com", port: 465, secretName: "mail" } } },
    "all at once": {
      values: {
        resources: { plan: "large" },
        outgoing: { allowed: true },
        mail: { host: "smtp.example.com", port: 465, secretName: "mail" },
      },
    },
  },
};

/** The whole values file of a store that asks for the option. */
export function valuesOf(engine: string, { values, store, global }: ChartOption): Record<string, unknown> {
  return {
    store: { engine, chartVersion: "1.0.0", owner: "alice@example.com", ...store },
    ...values,
    ...(global && { global }),
  };
}
