/** A store's own domains, as `domains` of its values has them; changes keep what else stands there. */
export interface Domain {
  readonly host: string;
  /** Its address is the shop's. */
  readonly main: boolean;
  /** Only leads to the shop's address. */
  readonly redirect: boolean;
}

type Entry = Readonly<Record<string, unknown>>;

const isEntry = (value: unknown): value is Entry & { host: string } =>
  typeof value === "object" && value !== null && "host" in value && typeof value.host === "string";

function entriesOf(values: Entry | undefined): (Entry & { host: string })[] {
  const list = values?.domains;
  return Array.isArray(list) ? list.filter(isEntry) : [];
}

export function domainsOf(values: Entry | undefined): Domain[] {
  return entriesOf(values).map(({ host, main, redirect }) => ({
    host,
    main: main === true,
    redirect: redirect === true,
  }));
}

/** What the list is to be, as a merge patch of the values has it: null takes an empty one away. */
export type DomainsPatch = readonly Entry[] | null;

export function withDomain(values: Entry | undefined, host: string, redirect: boolean): DomainsPatch {
  return [...entriesOf(values), redirect ? { host, redirect } : { host }];
}

export function withoutDomain(values: Entry | undefined, host: string): DomainsPatch {
  const rest = entriesOf(values).filter((entry) => entry.host !== host);
  return rest.length === 0 ? null : rest;
}

/** `host` becomes the shop's address; undefined gives that back to the platform's. A main domain redirects nowhere. */
export function withMain(values: Entry | undefined, host: string | undefined): DomainsPatch {
  return entriesOf(values).map(({ main: _main, ...entry }) => {
    if (entry.host !== host) return entry;
    const { redirect: _redirect, ...rest } = entry;
    return { ...rest, main: true };
  });
}

const HOST = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** What people type or paste, such as an address of a page, → its host; undefined when there is none in it. */
export function hostIn(text: string): string | undefined {
  const host = text
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, "")
    .replace(/[/:?#].*$/, "")
    .replace(/\.$/, "");
  return HOST.test(host) && host.length <= 200 ? host : undefined;
}
