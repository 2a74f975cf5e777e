import { shopOrigin } from "./domains.ts";
import type { EngineCatalogue } from "./engineCatalogue.ts";
import type { StoreLinks } from "./store.ts";

export interface LinkOptions {
  readonly catalogue: EngineCatalogue;
  readonly domain: string;
  /** Origin of a shop with `{host}` in it. */
  readonly originTemplate: string;
  readonly argocdUrl?: string | undefined;
  readonly argocdNamespace: string;
}

/** Where people find the shop, its admin and its Application. */
export function storeLinks(
  { catalogue, domain, originTemplate, argocdUrl, argocdNamespace }: LinkOptions,
  name: string,
  { engine, chartVersion }: { readonly engine: string; readonly chartVersion: string },
  values: Readonly<Record<string, unknown>> = {},
): StoreLinks {
  const platformOrigin = originTemplate.replace("{host}", `${name}.${domain}`);
  const origin = shopOrigin(values, platformOrigin);
  const { shop, admin } = catalogue.paths(engine, chartVersion);
  return {
    shop: new URL(shop, origin).href,
    platform: new URL(shop, platformOrigin).href,
    ...(admin !== undefined && { admin: new URL(admin, origin).href }),
    ...(argocdUrl !== undefined && {
      argocd: `${argocdUrl.replace(/\/$/, "")}/applications/${argocdNamespace}/store-${name}`,
    }),
  };
}
