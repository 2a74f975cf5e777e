import type { NextFunction, Request, Response } from "express";
import { Problem } from "./problem.ts";

const localHost = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/;

/**
 * Development mode trusts whoever calls, and a browser on this machine calls for any page it shows: so only requests that
 * name this machine (no rebound DNS name), and no changes on behalf of another site's page, get through.
 */
export function sameMachineOnly(request: Request, _response: Response, next: NextFunction): void {
  const { host } = request.headers;
  if (host === undefined || !localHost.test(host))
    throw new Problem(
      403,
      "wrong-host",
      "Not this machine",
      "In development mode the API answers as localhost or 127.0.0.1 only: use one of these addresses.",
    );
  const site = request.headers["sec-fetch-site"];
  const reads = request.method === "GET" || request.method === "HEAD";
  if (!reads && site !== undefined && site !== "same-origin" && site !== "none")
    throw new Problem(
      403,
      "cross-site",
      "Not from another site",
      "Changes are taken from the dashboard's own pages only.",
    );
  next();
}
