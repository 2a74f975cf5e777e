import { join } from "node:path";
import { type Instance, socketFolder } from "../instance.ts";

/** Where requests for one path of one host go. */
export interface Route {
  readonly host: string;
  /** A prefix, as in an Ingress rule of pathType Prefix. */
  readonly path: string;
  readonly address: string;
  readonly port: number;
}

export interface IngressPlaces {
  /** Holds the files below, and nginx's temporary folders. */
  readonly folder: string;
  readonly config: string;
  readonly sites: string;
  readonly pid: string;
  readonly port: number;
  readonly healthPort: number;
  /** Where each request to a shop is told, over UDP, to be counted. */
  readonly metricsPort: number;
}

/** Where the local Ingress keeps its files: where an unprivileged user can reach them, wherever the clone is. */
export function ingressPlaces(instance: Instance): IngressPlaces {
  const folder = join(socketFolder(instance), "nginx");
  return {
    folder,
    config: join(folder, "nginx.conf"),
    sites: join(folder, "sites.conf"),
    pid: join(folder, "nginx.pid"),
    port: instance.ports.ingress,
    healthPort: instance.ports.ingressHealth,
    metricsPort: instance.ports.ingressMetrics,
  };
}

const page = (status: number, sentence: string): string =>
  `default_type "text/plain; charset=utf-8"; return ${status} "${sentence}\\n";`;

/** nginx's main file: the process, the headers that every shop gets, and the answer for names that no shop has. */
export function mainConfig(places: IngressPlaces): string {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((kind) => `  ${kind}_temp_path ${join(places.folder, kind)};`)
    .join("\n");
  return `worker_processes 2;
worker_shutdown_timeout 10s;
pid ${places.pid};
error_log stderr warn;
daemon off;
events { worker_connections 4096; }
http {
${temporary}
  access_log off;
  # For the count of visits, which health checks aren't.
  log_format visits '$server_name $request_method $status';
  map $uri $is_visit { default 1; /health 0; /health/ready 0; }
  server_tokens off;
  # Product pictures are uploaded through the shop's own admin.
  client_max_body_size 50m;
  # Store names may have 40 characters, and a platform's domain comes behind them.
  server_names_hash_bucket_size 256;
  server_names_hash_max_size 65536;
  map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
  proxy_http_version 1.1;
  proxy_set_header Host $http_host;
  proxy_set_header X-Real-IP $remote_addr;
  proxy_set_header X-Forwarded-For $remote_addr;
  proxy_set_header X-Forwarded-Host $http_host;
  proxy_set_header X-Forwarded-Proto $scheme;
  proxy_set_header Upgrade $http_upgrade;
  proxy_set_header Connection $connection_upgrade;
  proxy_connect_timeout 3s;
  proxy_read_timeout 120s;
  server {
    listen 127.0.0.1:${places.healthPort};
    location = /healthz { ${page(200, "ok")} }
    location / { return 404; }
  }
  server {
    listen 127.0.0.1:${places.port} default_server;
    location / { ${page(404, "No shop answers to this name. See the dashboard for the shops that exist.")} }
  }
  include ${places.sites};
}
`;
}

/** A prefix ends where a part of the path ends: /app is not the beginning of /apple. */
function locations({ path, address, port }: Route): string[] {
  const pass = `{ proxy_pass http://${address}:${port}; }`;
  const folder = path.endsWith("/") ? path : `${path}/`;
  const itself = folder.slice(0, -1);
  return [...(itself === "" ? [] : [`  location = ${itself} ${pass}`]), `  location ${folder} ${pass}`];
}

/** The shops: one server per host, in an order that doesn't depend on the order of events. */
export function sitesConfig(
  routes: readonly Route[],
  { port, metricsPort }: Pick<IngressPlaces, "port" | "metricsPort">,
): string {
  const hosts = Map.groupBy(
    routes.toSorted((left, right) => left.host.localeCompare(right.host) || left.path.localeCompare(right.path)),
    (route) => route.host,
  );
  return [...hosts]
    .map(
      ([host, routesOfHost]) => `server {
  listen 127.0.0.1:${port};
  server_name ${host};
  access_log syslog:server=127.0.0.1:${metricsPort},nohostname,tag=visit visits if=$is_visit;
  error_page 502 504 =503 @starting;
  location @starting { add_header Retry-After 1 always; ${page(503, "This shop is starting or suspended. Try again in a moment.")} }
${routesOfHost.flatMap(locations).join("\n")}
}
`,
    )
    .join("");
}
