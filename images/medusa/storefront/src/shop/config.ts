/** What the server tells the shop about its store. */
export interface ShopConfig {
  readonly storeName: string;
  readonly publishableKey: string;
  /** Region that a shopper sees first. */
  readonly regionId: string;
  /** As #rrggbb. */
  readonly accentColor?: string;
  readonly tagline?: string;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Reads a configuration from parsed JSON. @throws Error that names the missing key */
export function parseConfig(json: unknown): ShopConfig {
  const given: Record<string, unknown> = typeof json === "object" && json !== null ? { ...json } : {};
  const need = (key: string): string => {
    const value = text(given[key]);
    if (value === undefined) throw new Error(`The shop's configuration has no ${key}`);
    return value;
  };
  const accentColor = text(given.accentColor);
  const tagline = text(given.tagline);
  return {
    storeName: need("storeName"),
    publishableKey: need("publishableKey"),
    regionId: need("regionId"),
    ...(accentColor !== undefined && /^#[0-9a-f]{6}$/i.test(accentColor) ? { accentColor } : {}),
    ...(tagline === undefined ? {} : { tagline }),
  };
}

/**
 * Takes the configuration from the page, where the server put it, or else asks for `/config.json`.
 * @throws Error when the server doesn't answer within 10 s or a key is missing
 */
export async function loadConfig(page: Document, get: typeof fetch): Promise<ShopConfig> {
  const inPage = page.getElementById("store-config")?.textContent;
  if (inPage) return parseConfig(JSON.parse(inPage));
  const answer = await get("/config.json", { signal: AbortSignal.timeout(10_000) });
  if (!answer.ok) throw new Error(`The shop's configuration can't be read: ${answer.status} ${answer.statusText}`);
  return parseConfig(await answer.json());
}
