import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { askShop } from "./askShop.ts";

let server: Server;
let port: number;
const hosts: (string | undefined)[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    hosts.push(request.headers.host);
    if (request.url === "/silent") return;
    response.writeHead(request.url === "/broken" ? 503 : request.url === "/moved" ? 302 : 200, {
      location: "http://10.0.0.1/",
    });
    response.end("x".repeat(1_000_000));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  port = typeof address === "object" && address !== null ? address.port : 0;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const ask = (path: string, signal = new AbortController().signal) =>
  askShop(`http://acme.localhost:${port}${path}`, signal);

test("a shop that answers is told with its status, and asked by its own name", async () => {
  expect(await ask("/")).toMatchObject({ answers: true, status: 200 });
  expect(hosts).toEqual([`acme.localhost:${port}`]);
});

test("a redirection is an answer and isn't followed", async () => {
  expect(await ask("/moved")).toMatchObject({ answers: true, status: 302 });
});

test("an error of the shop is no answer", async () => {
  expect(await ask("/broken")).toMatchObject({ answers: false, status: 503, detail: expect.stringContaining("503") });
});

test("nobody there, or nobody in time, is told and not thrown", async () => {
  expect(await askShop("http://acme.localhost:1/", new AbortController().signal)).toMatchObject({
    answers: false,
    detail: "The shop can't be reached (ECONNREFUSED).",
  });
  expect(await ask("/silent", AbortSignal.timeout(50))).toMatchObject({
    answers: false,
    detail: "The shop doesn't answer in time.",
  });
});
