import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { type Browser, chromium, type Page, type Response } from "playwright-core";
import { build } from "vite";
import { chromiumOptions } from "../chromium.ts";
import { type DashboardServer, serveDashboard } from "./dashboardServer.ts";
import type { Figure } from "./figure.ts";

const dashboard = fileURLToPath(new URL("../../../dashboard/", import.meta.url));
const stores = 10_000;
const loads = 5;
/** Pixels a frame: a hand that is in a hurry. */
const scrollStep = 90;
const scrollMs = 4_000;

/** The dashboard's speed on this machine: its production build, in headless Chromium, with 10,000 stores. */
export async function benchDashboard(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "storeplane-dashboard-"));
  await build({ root: dashboard, logLevel: "error", build: { outDir: folder, emptyOutDir: true } });
  const server = await serveDashboard(folder, stores);
  const browser = await chromium.launch(chromiumOptions);
  try {
    const visits: Visit[] = [];
    for (let load = 0; load < loads; load += 1) visits.push(await visit(browser, server));
    const { frames, blocked } = await useTheList(browser, server);
    return [
      {
        name: "JavaScript of the list, compressed",
        unit: "KB",
        samples: visits.map(({ scriptKb }) => scriptKb),
        bound: 180,
      },
      { name: "Largest Contentful Paint", unit: "s", samples: visits.map(({ paintMs }) => paintMs / 1_000), bound: 1 },
      {
        name: "Total Blocking Time of the first load",
        unit: "ms",
        samples: visits.map(({ blockedMs }) => blockedMs),
        bound: 100,
      },
      {
        name: `frames while scrolling ${stores.toLocaleString("en")} stores`,
        unit: "/s",
        samples: frames,
        bound: 50,
        atLeast: true,
      },
      { name: "longest block while 1,000 statuses change in a second", unit: "ms", samples: blocked, bound: 100 },
    ];
  } finally {
    await browser.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Visit {
  readonly scriptKb: number;
  readonly paintMs: number;
  readonly blockedMs: number;
}

/** Notes what blocks the main thread, and the largest paint, from the page's first moment. */
function observe(): void {
  const seen = { tasks: [] as { at: number; ms: number }[], paintMs: 0, firstPaintMs: 0 };
  Object.assign(window, { seen });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) seen.tasks.push({ at: startTime, ms: duration });
  }).observe({ type: "longtask", buffered: true });
  new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntries()) seen.paintMs = startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries())
      if (name === "first-contentful-paint") seen.firstPaintMs = startTime;
  }).observe({ type: "paint", buffered: true });
}

interface Seen {
  readonly tasks: readonly { readonly at: number; readonly ms: number }[];
  readonly paintMs: number;
  readonly firstPaintMs: number;
}

const seenBy = (page: Page): Promise<Seen> => page.evaluate("window.seen");

/** A first visit, with nothing in the browser's cache. */
async function visit(browser: Browser, server: DashboardServer): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(observe);
  const scripts: Response[] = [];
  page.on("response", (response) => {
    if (response.url().endsWith(".js")) scripts.push(response);
  });
  await page.goto(`${server.url}/stores`);
  // What comes late counts, too. Nothing is asked of the page or its server meanwhile: that would be measured with it.
  await page.waitForTimeout(4_000);
  await page.getByRole("link", { name: "store-00000", exact: true }).waitFor();
  const { tasks, paintMs, firstPaintMs } = await seenBy(page);
  const bodies = await Promise.all(scripts.map((response) => response.body()));
  const bytes = bodies.reduce((sum, body) => sum + gzipSync(body).length, 0);
  await context.close();
  const blockedMs = tasks
    .filter(({ at, ms }) => at + ms > firstPaintMs)
    .reduce((sum, { ms }) => sum + Math.max(0, ms - 50), 0);
  return { scriptKb: bytes / 1_000, paintMs, blockedMs };
}

/** Scrolls, and then stands in a burst of changes. */
async function useTheList(browser: Browser, server: DashboardServer): Promise<{ frames: number[]; blocked: number[] }> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.addInitScript(observe);
  await page.goto(`${server.url}/stores`);
  await page.getByRole("link", { name: "store-00000", exact: true }).waitFor();
  const frames: number[] = [];
  for (let round = 0; round < 3; round += 1) frames.push(await page.evaluate(scroll, [scrollStep, scrollMs] as const));
  await page.evaluate("window.scrollTo(0, 0)");
  await page.waitForTimeout(1_000);
  const blocked: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const before = (await seenBy(page)).tasks.length;
    await server.burst(1_000);
    await page.waitForTimeout(1_000);
    // Chromium tells of blocks from 50 ms on; none is told as none.
    blocked.push(Math.max(0, ...(await seenBy(page)).tasks.slice(before).map(({ ms }) => ms)));
  }
  await page.close();
  return { frames, blocked };
}

/** Frames a second while the page is scrolled by `step` pixels in each. */
function scroll([step, forMs]: readonly [number, number]): Promise<number> {
  return new Promise((resolve) => {
    const began = performance.now();
    let frames = 0;
    const next = (now: number) => {
      frames += 1;
      window.scrollBy(0, step);
      if (now - began < forMs) requestAnimationFrame(next);
      else resolve((frames / (now - began)) * 1_000);
    };
    requestAnimationFrame(next);
  });
}
