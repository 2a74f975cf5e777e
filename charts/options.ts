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

const digest = `sha256:${"0123456789abcdef".repeat(4)}`;
const onOneNode = { replicas: 2, sameNode: true };
const onManyNodes = { replicas: 2, maxReplicas: 5, targetMillicores: 800 };
const sharedStorage = { uploadsAccess: "ReadWriteMany", uploadsClassName: "nfs", className: "ssd" };
const redirecting = { host: "www.acme.example", redirect: true };
/** A platform that makes backups. */
const backups = { backups: { namespace: "storeplane-backups", port: "7490" } };
const at = "2026-11-26T06:00:00Z";

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
  "a Gateway": { values: { gateway: { name: "public", namespace: "gateways", sectionName: "http" } } },
  "the platform's Gateway, with certificates of its own": {
    values: { tls: { issuer: "letsencrypt" }, domains: [redirecting] },
    global: { gateway: { name: "public", namespace: "gateways" } },
  },
  "more environment": {
    values: {
      extraEnv: [
        { name: "PAYMENT_MODE", value: "test" },
        { name: "PAYMENT_KEY", secret: { name: "payments", key: "key" } },
      ],
      extraEnvFrom: [{ secretName: "erp" }, { configMapName: "features" }],
    },
  },
  "new sessions": { values: { rotation: { id: "2026-11-26", of: ["sessions"] } } },
  "all secrets made anew": { values: { rotation: { id: "after-the-leak", of: ["sessions", "database", "admin"] } } },
  "a restart": { values: { restart: "2026-11-26" } },
  "a managed database": {
    values: {
      database: { host: "db.example.com", port: 6543, name: "acme", user: "acme", secretName: "database" },
    },
  },
  "a database with an authority of its own": {
    values: { database: { host: "db.example.com", secretName: "database", tls: true, caSecretName: "database-ca" } },
  },
  "the platform's digests": {
    values: {},
    global: { imageDigests: { "medusa:1.0.0": digest, "woocommerce:1.0.0": digest } },
  },
  "backups each night": { values: {}, global: backups },
  "backups at a time of one's own": {
    values: {
      backups: { schedule: "30 3 * * 0", keepDaily: 1, keepWeekly: 8, keepMonthly: 12, beforeDeletion: false },
    },
    global: backups,
  },
  "no backups but those asked for": { values: { backups: { schedule: "never" } }, global: backups },
  "a backup now": {
    values: { backups: { request: { at, reason: "before-upgrade", chartVersion: "0.9.0" } } },
    global: backups,
  },
  "a backup of a suspended store": {
    values: { backups: { request: { at, reason: "requested" } } },
    store: { suspended: true },
    global: backups,
  },
  "a backup of a managed database": {
    values: {
      database: { host: "db.example.com", secretName: "database", tls: true, caSecretName: "database-ca" },
      backups: { request: { at } },
    },
    store: { suspended: true },
    global: backups,
  },
  "a restore": { values: { restore: { snapshot: "0b11ce0c", at } }, global: backups },
  "another store's backup": { values: { restore: { snapshot: "0b11ce0c", store: "other", at } }, global: backups },
};

const image = { repository: "registry.example.com:5000/mine/shop", tag: "7.1" };

/** What goes together, of what every engine takes. */
const everything = {
  resources: { plan: "large" },
  domains: [{ host: "acme.example", main: true }, redirecting],
  tls: { issuer: "letsencrypt" },
  scaling: onManyNodes,
  storage: sharedStorage,
  extraEnv: [{ name: "PAYMENT_KEY", secret: { name: "payments", key: "key" } }],
};

/** By engine. */
export const chartOptions: Readonly<Record<string, ChartOptions>> = {
  medusa: {
    ...common,
    Redis: { values: { redis: { enabled: true } } },
    "another image": { values: { backend: { image } } },
    "an image by digest": { values: { backend: { image: { ...image, digest } } } },
    "several pods on one node": { values: { redis: { enabled: true }, scaling: onOneNode } },
    "pods as needed on many nodes": {
      values: { redis: { enabled: true }, scaling: onManyNodes, storage: sharedStorage },
    },
    "a worker": { values: { redis: { enabled: true }, worker: { separate: true } } },
    "all at once": {
      values: {
        ...everything,
        redis: { enabled: true },
        worker: { separate: true },
      },
    },
  },
  woocommerce: {
    ...common,
    "another image": { values: { shop: { image } } },
    "an image by digest": { values: { shop: { image: { ...image, digest } } } },
    "several pods on one node": { values: { scaling: onOneNode } },
    "pods as needed on many nodes": { values: { scaling: onManyNodes, storage: sharedStorage } },
    "calls to other servers": { values: { outgoing: { allowed: true } } },
    "a mail server without a login": { values: { mail: { host: "smtp.example.com", port: 25 } } },
    "a mail server with a login": { values: { mail: { host: "smtp.example.com", port: 465, secretName: "mail" } } },
    "all at once": {
      values: {
        ...everything,
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
