import { join } from "node:path";

/** Where requests for one path of one host go. */
export interface Route {
  readonly host: string;
  /** A prefix, as in an Ingress rule of pathType Prefix. */
  readonly path: string;
  readonly address: string;
  readonly port: number;
}

/** Files of the local Ingress below the instance's state folder. */
export function ingressFiles(stateFolder: string): {
  folder: string;
  config: string;
  sites: string;
  pid: string;
  temporary: string;
} {
  const folder = join(stateFolder, "ingress");
  return {
    folder,
    config: join(folder, "nginx.conf"),
    sites: join(folder, "sites.conf"),
    pid: join(folder, "nginx.pid"),
    temporary: join(folder, "temporary"),
  };
}

const page = (status: number, sentence: string): string =>
  `default_type "text/plain; charset=utf-8"; return ${status} "${sentence}\\n";`;

/** nginx's main file: the process, the headers that every shop gets, and the answer for names that no shop has. */
export function mainConfig(stateFolder: string, port: number): string {
  const files = ingressFiles(stateFolder);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((kind) => `  ${kind}_temp_path ${join(files.temporary, kind)};`)
    .join("\n");
  return `worker_processes 1;
pid ${files.pid};
error_log stderr warn;
daemon off;
events { worker_connections 2048; }
http {
${temporary}
  access_log off;
  server_tokens off;
  # Product pictures are uploaded through the shop's own admin.
  client_max_body_size 50m;
  # Store names may have 40 characters, and a platform's domain comes behind them.
  server_names_hash_bucket_size 256;
  server_names_hash_max_size 16384;
  map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
  proxy_http_version 1.1;
  proxy_set_header Host $http_host;
  proxy_set_header X-Forwarded-For $remote_addr;
  proxy_set_header X-Forwarded-Host $http_host;
  proxy_set_header X-Forwarded-Proto $scheme;
  proxy_set_header Upgrade $http_upgrade;
  proxy_set_header Connection $connection_upgrade;
  proxy_connect_timeout 2s;
  proxy_read_timeout 120s;
  server {
    listen 127.0.0.1:${port} default_server;
    location / { ${page(404, "No shop answers to this name. See the dashboard for the shops that exist.")} }
  }
  include ${files.sites};
}
`;
}

/** The shops: one server per host, in an order that doesn't depend on the order of events. */
export function sitesConfig(routes: readonly Route[], port: number): string {
  const hosts = Map.groupBy(
    routes.toSorted((left, right) => left.host.localeCompare(right.host) || left.path.localeCompare(right.path)),
    (route) => route.host,
  );
  return [...hosts]
    .map(
      ([host, routesOfHost]) => `server {
  listen 127.0.0.1:${port};
  server_name ${host};
  error_page 502 504 = @starting;
  location @starting { add_header Retry-After 1 always; ${page(503, "This shop is starting or suspended. Try again in a moment.")} }
${routesOfHost.map((route) => `  location ${route.path} { proxy_pass http://${route.address}:${route.port}; }`).join("\n")}
}
`,
    )
    .join("");
}
