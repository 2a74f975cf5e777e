import { createHash, timingSafeEqual } from "node:crypto";
import { Problem } from "./problem.ts";

/**
 * Who may read the metrics: they name stores. With a token whoever sends it; without one nobody, except where the API serves this
 * machine alone.
 * @throws Problem 401 or 403 that says how to mend it.
 */
export function metricsAccess(options: {
  readonly token: string | undefined;
  readonly localOnly: boolean;
}): (authorization: string | undefined) => void {
  const { token, localOnly } = options;
  return (authorization) => {
    if (token === undefined) {
      if (localOnly) return;
      throw new Problem(
        403,
        "metrics-closed",
        "The metrics are closed",
        "Set METRICS_TOKEN where the control API runs, and let Prometheus send it as a bearer token.",
      );
    }
    const given = /^Bearer (\S+)$/i.exec(authorization ?? "")?.[1];
    if (given !== undefined && timingSafeEqual(digest(given), digest(token))) return;
    throw new Problem(
      401,
      "unauthenticated",
      "The metrics' token is missing",
      "Send Authorization: Bearer with the value of METRICS_TOKEN.",
      { headers: { "WWW-Authenticate": 'Bearer realm="metrics"' } },
    );
  };
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
