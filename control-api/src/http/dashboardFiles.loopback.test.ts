import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import express from "express";
import { request } from "undici";
import { afterAll, beforeAll, expect, test } from "vitest";
import { dashboardFiles } from "./dashboardFiles.ts";

const script = "console.log('stores');\n".repeat(2_000);
let folder: string;
let server: Server;
let url: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "dashboard-"));
  await mkdir(join(folder, "assets"));
  await writeFile(join(folder, "assets/index-abc123.js"), script);
  await writeFile(join(folder, "index.html"), "<!doctype html><title>Stores</title>");
  server = createServer(express().use(dashboardFiles(folder)));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true });
});

test("scripts are sent compressed to whoever takes them so, and kept for good", async () => {
  const { headers, body } = await request(`${url}/assets/index-abc123.js`, {
    headers: { "accept-encoding": "gzip, br" },
  });
  const sent = Buffer.from(await body.arrayBuffer());
  expect(headers["content-encoding"]).toBe("br");
  expect(headers["cache-control"]).toContain("immutable");
  expect(headers.vary).toContain("Accept-Encoding");
  expect(sent.length).toBeLessThan(script.length / 10);
  expect(brotliDecompressSync(sent).toString()).toBe(script);
});

test("the page answers at every address of its own, and a missing script isn't answered with it", async () => {
  const page = await request(`${url}/stores/acme`, { headers: { accept: "text/html" } });
  expect(page.statusCode).toBe(200);
  expect(await page.body.text()).toContain("<title>Stores</title>");
  expect(page.headers["cache-control"]).toBe("no-cache");
  const missing = await request(`${url}/assets/gone.js`, { headers: { accept: "text/html" } });
  await missing.body.dump();
  expect(missing.statusCode).toBe(404);
});
