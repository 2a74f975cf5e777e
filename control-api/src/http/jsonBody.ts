import express, { type Request, type Response } from "express";
import { unsupportedMediaType } from "./problems.ts";
import type { Route } from "./route.ts";

/** Largest request body: a values file is a few KiB. Counted after unpacking. */
const bodyLimit = "256kb";

const parse = express.json({
  limit: bodyLimit,
  type: ["application/json", "application/merge-patch+json"],
  strict: true,
});

/** GitHub tells of up to 2,048 commits in one push; whatever is larger is found by the next look at the repository. */
const receive = express.raw({ limit: "5mb", type: "application/json" });

/**
 * Reads a request's JSON; undefined when it has none and needs none.
 * @throws Problem 415 for another type, so that no page of another origin can send a body without asking first;
 *   the errors of body-parser, which `problemOf` knows.
 */
export async function jsonBody(request: Request, response: Response, route: Route): Promise<unknown> {
  const length = request.headers["content-length"];
  const empty = request.headers["transfer-encoding"] === undefined && (length === undefined || length === "0");
  if (empty && route.bodyOptional === true) return undefined;
  const types = [...(route.bodyTypes ?? ["application/json"])];
  if (request.is(types) === false || empty) throw unsupportedMediaType(types);
  await new Promise<void>((resolve, reject) => {
    (route.bodyAsReceived ? receive : parse)(request, response, (error?: unknown) =>
      error === undefined ? resolve() : reject(error),
    );
  });
  return request.body;
}
