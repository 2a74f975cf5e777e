import { existsSync } from "node:fs";
import { join } from "node:path";
import compression from "compression";
import express, { type Router } from "express";

/** Serves the built dashboard: its hashed assets for good, its page always fresh and for every address of its own. */
export function dashboardFiles(folder: string): Router {
  const router = express.Router();
  const page = join(folder, "index.html");
  // Not the API's answers: lists are asked for all the time, and streams must not wait for more to compress.
  router.use(compression());
  router.use(
    "/assets",
    express.static(join(folder, "assets"), { immutable: true, maxAge: "1y", index: false, fallthrough: true }),
  );
  router.use(express.static(folder, { index: false, maxAge: "1h", redirect: false }));
  router.get("/{*path}", (request, response, next) => {
    // A missing script must not be answered with a page.
    if (request.accepts(["html", "json"]) !== "html" || /\.\w{2,5}$/.test(request.path)) return next();
    response.setHeader("Cache-Control", "no-cache");
    if (existsSync(page)) return response.sendFile(page);
    response
      .status(503)
      .set("Retry-After", "5")
      .type("text/plain")
      .send("The dashboard is still being built. The API is at /api, described at /api/openapi.json.\n");
  });
  return router;
}
