import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { uploadsFolder } from "../environment";

/** Serves what was uploaded in the admin. Whatever it holds, it can't act on the shop's origin. */
export function serveUpload(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  const path = decodeURIComponent(req.path.slice("/uploads/".length));
  res.setHeader("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox");
  res.setHeader("x-content-type-options", "nosniff");
  const secret = path.startsWith("private-");
  res.setHeader("cache-control", secret ? "private, no-store" : "public, max-age=31536000, immutable");
  // Names carry the time of upload, so a changed picture has a new one. `root` keeps the path inside the folder.
  res.sendFile(path, { root: uploadsFolder(process.env), cacheControl: false, dotfiles: "deny" }, (error) => {
    if (!error || res.headersSent) return;
    res.removeHeader("cache-control");
    if ("status" in error && error.status === 404) res.status(404).type("text/plain").send("Not found");
    else next(error);
  });
}
