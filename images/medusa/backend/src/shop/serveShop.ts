import { existsSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { dashboardOrigin, shopOrigin } from "../environment";
import { injectHead, renderHead } from "./pageHead";
import { pageAt } from "./pages";
import { representation, type SiteFile, siteFiles } from "./siteFiles";
import { storeConfig } from "./storeConfig";

/** Paths that are Medusa's, not the shop's. */
const MEDUSA = /^\/(store|admin|auth|app|health|static|hooks|uploads)(\/|$)/;

const APP = join(__dirname, "../..");
const STOREFRONT = process.env.STOREFRONT_DIR || join(APP, "storefront");
const SAMPLES = join(APP, "samples");

// Nobody else's page may put the shop in a frame; the dashboard shows a small picture of it so.
const PAGE_POLICY = [
  "default-src 'self'; img-src 'self' https: data:; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'self'; form-action 'self'",
  ["frame-ancestors 'self'", dashboardOrigin(process.env) ?? []].flat().join(" "),
].join("; ");
const FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

interface Site {
  readonly files: ReadonlyMap<string, SiteFile>;
  readonly page: string;
}

let loaded: Site | undefined;

function site(): Site {
  loaded ??= {
    files: new Map([
      ...(existsSync(STOREFRONT) ? siteFiles(STOREFRONT) : []),
      ...(existsSync(SAMPLES) ? siteFiles(SAMPLES, "/samples/") : []),
    ]),
    page: existsSync(join(STOREFRONT, "index.html"))
      ? readFileSync(join(STOREFRONT, "index.html"), "utf8")
      : "<!doctype html><html lang=en><head><!--head--></head><body>This image holds no storefront.</body></html>",
  };
  return loaded;
}

/** Serves the storefront on Medusa's own origin: files, `/config.json`, and its page, filled in, for every other path that isn't Medusa's. */
export async function serveShop(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): Promise<void> {
  if (MEDUSA.test(req.path)) {
    next();
    return;
  }
  try {
    const file = site().files.get(req.path);
    if (file) sendFile(req, res, next, file);
    else if (req.path === "/config.json") await sendConfig(req, res);
    else if (!isPage(req)) res.status(404).type("text/plain").send("Not found");
    else await sendPage(req, res);
  } catch (error) {
    next(error);
  }
}

/** A path with an extension that isn't a file of ours is a missing file, not a page. */
function isPage(req: MedusaRequest): boolean {
  return extname(req.path) === "" && Boolean(req.accepts("html"));
}

function sendFile(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction, file: SiteFile): void {
  const { path, encoding } = representation(file, String(req.headers["accept-encoding"] ?? ""));
  res.type(extname(file.path));
  res.setHeader("x-content-type-options", "nosniff");
  if (extname(file.path) === ".svg") res.setHeader("content-security-policy", FILE_POLICY);
  if (file.brotli || file.gzip) res.setHeader("vary", "accept-encoding");
  if (encoding) res.setHeader("content-encoding", encoding);
  res.setHeader("cache-control", file.hashed ? "public, max-age=31536000, immutable" : "public, max-age=3600");
  res.sendFile(path, { cacheControl: false, acceptRanges: encoding === undefined, dotfiles: "allow" }, (error) => {
    if (error && !res.headersSent) next(error);
  });
}

async function sendConfig(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  res.setHeader("cache-control", "no-cache");
  res.json(await storeConfig(req.scope));
}

async function sendPage(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const config = await storeConfig(req.scope);
  const page = await pageAt(req.scope, req.path, shopOrigin(process.env), config);
  res.setHeader("cache-control", "no-cache");
  res.setHeader("content-security-policy", PAGE_POLICY);
  res.setHeader("x-content-type-options", "nosniff");
  res.setHeader("referrer-policy", "strict-origin-when-cross-origin");
  res
    .status(page.status)
    .type("html")
    .send(injectHead(site().page, renderHead(page, config)));
}
