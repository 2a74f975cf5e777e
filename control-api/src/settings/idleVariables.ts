/** Settings of stores that nobody visits. Off unless both a number of days and a source of traffic are given. */
import { list, text, url, variable, wholeNumber } from "./variable.ts";

const isLabel = (value: string) => /^[A-Za-z_]\w*=.+$/.test(value);

export const idleVariables = {
  TRAFFIC_METRICS_URL: variable(
    "Where the Ingress tells how many requests each host had, in Prometheus' text format: its own metrics, or a Prometheus' /federate when it has several replicas.",
    url(["http:", "https:"]).optional(),
    "set e.g. http://ingress-nginx-controller-metrics.ingress-nginx:10254/metrics, or leave it out",
  ),
  TRAFFIC_METRIC: variable(
    "Counter of requests in there.",
    text.default("nginx_ingress_controller_requests"),
    "set e.g. nginx_ingress_controller_requests",
  ),
  TRAFFIC_HOST_LABEL: variable("Label of that counter that names the host.", text.default("host"), "set e.g. host"),
  TRAFFIC_IGNORED: variable(
    "Requests that are no visits: label=value pairs of that counter, with commas between.",
    list("method=HEAD,path=/health,path=/health/ready", isLabel, "must be pairs like method=HEAD, with commas between"),
    "set e.g. method=HEAD,path=/health",
  ),
  IDLE_REQUESTS_PER_DAY: variable(
    "Up to how many requests a day a store counts as not visited: room for its owner's monitoring, which looks like visits.",
    wholeNumber(0, 0, 1_000_000),
    "set e.g. 300 where a monitor asks every five minutes",
  ),
  IDLE_SUSPEND_DAYS: variable(
    "After how many days without visits a store is suspended; 0 for never. Its data stays, and its owner can resume it.",
    wholeNumber(0, 0, 3_650),
    "set e.g. 60, or 0",
  ),
  IDLE_DELETE_DAYS: variable(
    "How many days after the platform suspended it an idle store is deleted, with the grace period of a pushed removal; 0 for never.",
    wholeNumber(0, 0, 3_650),
    "set 0, or e.g. 365",
  ),
} as const;
