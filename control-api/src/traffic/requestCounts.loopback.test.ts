import { createServer } from "node:http";
import { afterEach, expect, test } from "vitest";
import { readRequestCounts, requestCounts, TrafficUnavailableError } from "./requestCounts.ts";

const counter = { metric: "nginx_ingress_controller_requests", hostLabel: "host", ignored: ["method=HEAD"] };

/** As ingress-nginx writes it. */
const text = `# HELP nginx_ingress_controller_requests The total number of client requests
# TYPE nginx_ingress_controller_requests counter
nginx_ingress_controller_requests{canary="",controller_class="k8s.io/ingress-nginx",host="acme.shops.example.com",ingress="shop",method="GET",namespace="store-acme",path="/",service="medusa",status="200"} 41
nginx_ingress_controller_requests{canary="",host="acme.shops.example.com",method="POST",path="/",status="201"} 1 1767225600000
nginx_ingress_controller_requests{canary="",host="acme.shops.example.com",method="HEAD",path="/",status="200"} 9000
nginx_ingress_controller_requests{host="blue.shops.example.com",method="HEAD",path="/",status="200"} 7
nginx_ingress_controller_requests{host="odd \\"one\\".example.com",method="GET"} 1e+02
nginx_ingress_controller_requests_total{host="other.example.com"} 5
nginx_ingress_controller_bytes_sent_sum{host="acme.shops.example.com"} 123456
`;
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

async function served(status: number, body: string): Promise<string> {
  const server = createServer((_request, response) => response.writeHead(status).end(body));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => server.close());
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/metrics`;
}

test("requests are added up per host, without those that are no visits", () => {
  expect([...requestCounts(text, counter)]).toEqual([
    ["acme.shops.example.com", 42],
    ['odd "one".example.com', 100],
  ]);
});

test("another counter and label can be named", () => {
  const traefik = 'traefik_router_requests_total{code="200",router="acme.localhost"} 3\n';
  const other = { metric: "traefik_router_requests_total", hostLabel: "router", ignored: [] };
  expect(requestCounts(traefik, other).get("acme.localhost")).toBe(3);
});

test("an answer without the counter isn't taken for silence", () => {
  expect(() => requestCounts("up 1\n", counter)).toThrow("check TRAFFIC_METRIC");
  expect(() => requestCounts(text, { ...counter, hostLabel: "vhost" })).toThrow("check TRAFFIC_METRIC");
});

test("what is served over HTTP is read, and a refusal is told", async () => {
  const { signal } = new AbortController();
  expect((await readRequestCounts({ ...counter, url: await served(200, text) }, signal)).size).toBe(2);
  await expect(readRequestCounts({ ...counter, url: await served(503, text) }, signal)).rejects.toThrow("answered 503");
  const gone = { ...counter, url: "http://127.0.0.1:9/metrics" };
  await expect(readRequestCounts(gone, signal)).rejects.toThrow(TrafficUnavailableError);
});
