/** Prints the manifests that make an Argo CD of your own deploy a stores repository; see `argocd/install`. */
import { parse } from "yaml";
import { z } from "zod";
import { storesManifests } from "./storesManifests.ts";

const settings = z.object({
  STORES_REPOSITORY_URL: z.string("the stores repository as Argo CD reaches it").min(1),
  STORES_BRANCH: z.string().default("main"),
  PLATFORM_DOMAIN: z.string("a store's host is <name>.<this domain>").min(1),
  SHOP_ORIGIN_TEMPLATE: z.string().default("https://{host}"),
  IMAGE_REGISTRY: z.string("prefix of the image repositories, e.g. ghcr.io/your-org"),
  DASHBOARD_URL: z.url("where people find the dashboard"),
  STORE_DEFAULTS: z
    .string()
    .default("")
    .transform((text) => (text === "" ? {} : parse(text)))
    .pipe(
      z.record(
        z.string(),
        z.unknown(),
        "what all stores have below `global`, as YAML, e.g. {tls: {issuer: letsencrypt}}",
      ),
    ),
  /** Backups are made only where it is set; see docs/backups.md. */
  BACKUPS_NAMESPACE: z.string().optional(),
  BACKUPS_PORT: z
    .string()
    .regex(/^\d{0,5}$/, "the port of the repository of backups, where it isn't 443")
    .default(""),
});

const parsed = settings.safeParse(process.env);
if (parsed.success) {
  const manifests = await storesManifests({
    repoUrl: parsed.data.STORES_REPOSITORY_URL,
    branch: parsed.data.STORES_BRANCH,
    domain: parsed.data.PLATFORM_DOMAIN,
    originTemplate: parsed.data.SHOP_ORIGIN_TEMPLATE,
    imageRegistry: parsed.data.IMAGE_REGISTRY,
    dashboardUrl: parsed.data.DASHBOARD_URL,
    storeDefaults: parsed.data.STORE_DEFAULTS,
    ...(parsed.data.BACKUPS_NAMESPACE && {
      backups: { namespace: parsed.data.BACKUPS_NAMESPACE, port: parsed.data.BACKUPS_PORT },
    }),
  });
  console.log(manifests.join("\n---\n"));
} else {
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  console.error(`Set these environment variables:\n${lines.join("\n")}`);
  process.exitCode = 1;
}
