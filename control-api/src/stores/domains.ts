/** A store's own domains, as its values file gives them under `domains`, whichever engine's chart takes them. */
import { z } from "zod";

const domain = z.looseObject({
  host: z.string(),
  main: z.boolean().default(false),
  redirect: z.boolean().default(false),
});
const withDomains = z.object({ domains: z.array(z.unknown()) });
const withTls = z.object({
  tls: z.union([z.object({ issuer: z.string().min(1) }), z.object({ secretName: z.string().min(1) })]),
});

export interface Domain {
  readonly host: string;
  /** Its address is the shop's. */
  readonly main: boolean;
  /** Leads to the shop's address. */
  readonly redirect: boolean;
  /** Where it stands in the list. */
  readonly index: number;
}

/** The domains that values give; what is no domain is left out, since the engine's schema tells of it. */
export function domainsOf(values: Readonly<Record<string, unknown>>): Domain[] {
  const list = withDomains.safeParse(values).data?.domains ?? [];
  return list.flatMap((entry, index) => {
    const { data } = domain.safeParse(entry);
    return data ? [{ host: data.host, main: data.main, redirect: data.redirect, index }] : [];
  });
}

/** The shop's origin: the main domain's where there is one, as the charts have it. `platformOrigin` is that of the platform's address. */
export function shopOrigin(values: Readonly<Record<string, unknown>>, platformOrigin: string): string {
  const main = domainsOf(values).find((one) => one.main);
  if (main === undefined) return platformOrigin;
  if (withTls.safeParse(values).success) return `https://${main.host}`;
  return platformOrigin.replace(/\/\/[^:/]+/, `//${main.host}`);
}
