/** Settings of how the control API is watched and stopped. Traces have OpenTelemetry's own variables (see docs/operations.md). */
import { z } from "zod";
import { variable, wholeNumber } from "./variable.ts";

export const operationVariables = {
  METRICS_TOKEN: variable(
    "Bearer token for /api/metrics; without one nobody may read them, except with AUTH_MODE=dev.",
    z
      .string()
      .regex(/^[\x21-\x7e]{16,}$/, "must be at least 16 printable characters without spaces")
      .optional(),
    "make one with: openssl rand -hex 24",
  ),
  USAGE_METRICS_STORES: variable(
    "How many stores get metrics of their CPU and memory, those with most memory first; 0: none, and metrics-server isn't asked.",
    wholeNumber(200, 0, 10_000),
    "set e.g. 200",
  ),
  DRAIN_DELAY_SECONDS: variable(
    "How long a replica that is asked to stop still takes requests, so that load balancers can notice, in seconds.",
    wholeNumber(0, 0, 3),
    "set 2 behind a load balancer, 0 without one",
  ),
};
