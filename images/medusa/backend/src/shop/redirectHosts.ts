import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { type Environment, shopOrigin } from "../environment";

/** Where a request to one of `REDIRECT_HOSTS` belongs: the same path at the shop's address; undefined for every other host. */
export function redirectTarget(env: Environment, host: string | undefined, path: string): string | undefined {
  const name = host?.replace(/:\d+$/, "").toLowerCase();
  const redirecting = (env.REDIRECT_HOSTS ?? "").split(" ");
  return name && redirecting.includes(name) ? `${shopOrigin(env)}${path}` : undefined;
}

/** Sends requests to hosts that only lead to the shop on to it, method and body included. */
export function redirectHosts(req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction): void {
  const target = redirectTarget(process.env, req.headers.host, req.originalUrl);
  if (target === undefined) next();
  else res.redirect(308, target);
}
