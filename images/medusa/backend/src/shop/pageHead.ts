import type { StoreConfig } from "./storeConfig";

/** What a page says about itself to search engines and to whoever shares its link. Addresses are absolute. */
export interface PageHead {
  readonly status: 200 | 404;
  readonly title: string;
  readonly description: string;
  readonly canonical: string;
  readonly indexed: boolean;
  readonly image?: string;
  readonly product?: {
    readonly name: string;
    /** In whole currency units. */
    readonly price: number;
    /** ISO 4217 in upper case. */
    readonly currency: string;
  };
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** JSON that can't end the script element it stands in. */
function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(/</g, "\\u003c");
}

/** A text for a description: one line, at most 200 characters, cut at a word. */
export function excerpt(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  if (line.length <= 200) return line;
  return `${line.slice(0, 199).replace(/\s+\S*$/, "")}…`;
}

/** The elements that go into `<head>` in place of `<!--head-->`. */
export function renderHead(page: PageHead, config: StoreConfig): string {
  const property = (name: string, content: string) => `<meta property="${name}" content="${escapeHtml(content)}">`;
  const lines = [
    `<title>${escapeHtml(page.title)}</title>`,
    `<meta name="description" content="${escapeHtml(page.description)}">`,
    property("og:site_name", config.storeName),
    property("og:title", page.title),
    property("og:description", page.description),
    property("og:url", page.canonical),
    property("og:type", page.product ? "product" : "website"),
    `<meta name="twitter:card" content="${page.image ? "summary_large_image" : "summary"}">`,
  ];
  lines.push(
    page.indexed
      ? `<link rel="canonical" href="${escapeHtml(page.canonical)}">`
      : '<meta name="robots" content="noindex">',
  );
  if (page.image) lines.push(property("og:image", page.image));
  if (page.product) {
    const { name, price, currency } = page.product;
    lines.push(
      property("product:price:amount", price.toFixed(2)),
      property("product:price:currency", currency),
      `<script type="application/ld+json">${scriptJson({
        "@context": "https://schema.org",
        "@type": "Product",
        name,
        description: page.description,
        ...(page.image ? { image: page.image } : {}),
        offers: {
          "@type": "Offer",
          price: price.toFixed(2),
          priceCurrency: currency,
          url: page.canonical,
        },
      })}</script>`,
    );
  }
  lines.push(`<script id="store-config" type="application/json">${scriptJson(config)}</script>`);
  return lines.join("\n    ");
}

/** Puts the head into the storefront's page: at `<!--head-->`, or before `</head>` in place of the page's own title. */
export function injectHead(html: string, head: string): string {
  if (html.includes("<!--head-->")) return html.replace("<!--head-->", () => head);
  return html.replace(/<title>[\s\S]*?<\/title>\s*/i, "").replace(/<\/head>/i, () => `${head}\n  </head>`);
}
