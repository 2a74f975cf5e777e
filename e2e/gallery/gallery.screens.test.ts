/** Every screen of the dashboard, drawn without a server, in both themes and at both widths: nothing for axe to find, nothing that overflows, nothing that needs a mouse. */
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { AxeBuilder } from "@axe-core/playwright";
import { type Browser, chromium, type Page } from "@playwright/test";
import { chromiumOptions } from "@storeplane/scripts/chromium.ts";
import { build, type PreviewServer, preview } from "vite";
import { afterAll, beforeAll, test } from "vitest";
import { type Screen, screens } from "../../dashboard/gallery/screens.ts";
import { keyboardFaults } from "./keyboard.ts";

const dashboard = fileURLToPath(new URL("../../dashboard/", import.meta.url));
const pictures = fileURLToPath(new URL("../.artifacts/gallery/", import.meta.url));
const sizes = [
  [1440, 900],
  [390, 844],
] as const;
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const themes = ["light", "dark"] as const;

const hasChromium = existsSync(chromiumOptions.executablePath);

let server: PreviewServer;
let browser: Browser;
let origin: string;
beforeAll(async () => {
  if (!hasChromium) return;
  const configFile = join(dashboard, "vite.gallery.config.ts");
  await build({ root: dashboard, configFile, logLevel: "error" });
  server = await preview({ root: dashboard, configFile, logLevel: "error", preview: { port: 0, host: "127.0.0.1" } });
  origin = server.resolvedUrls?.local[0] ?? "";
  browser = await chromium.launch(chromiumOptions);
  await mkdir(pictures, { recursive: true });
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await server?.close();
});

/** What a shop looks like, for the picture of it. */
const shop = `<!doctype html><title>Acme Shoes</title><body style="margin:0;font:20px system-ui;background:#fffaf3;color:#2b2118">
<div style="padding:28px 64px;display:flex;justify-content:space-between;border-bottom:1px solid #eadfce"><b>Acme Shoes</b><span>Cart (0)</span></div>
<h1 style="font-size:84px;margin:96px 64px 16px;max-width:900px">Shoes that last.</h1>
<p style="margin:0 64px 48px;font-size:26px">Made by hand, mended for free.</p>
<div style="display:grid;grid-template-columns:repeat(4,1fr);gap:24px;padding:0 64px">
${["#b45309", "#0f766e", "#1d4ed8", "#9f1239"].map((colour) => `<div style="height:260px;border-radius:16px;background:${colour}"></div>`).join("")}</div>`;

async function open(page: Page, screen: Screen): Promise<void> {
  await page.route("http://*.localhost:7480/**", (route) => route.fulfill({ contentType: "text/html", body: shop }));
  await page.goto(`${origin}gallery.html?screen=${screen.name}`);
  // Half-way between two themes there are colours that neither has, for longer the busier the machine is.
  await page.addStyleTag({ content: "*, ::before, ::after { transition: none !important }" });
  await page.waitForFunction(() => document.querySelector("h1, h2") !== null);
  await settled(page);
  for (const name of screen.clicks ?? []) {
    const target = ["button", "menuitem", "checkbox", "radio", "tab"] as const;
    const found = target.map((role) => page.getByRole(role, { name, exact: true }));
    const [first, ...others] = found;
    if (first === undefined) throw new Error("nothing can be clicked");
    await others
      .reduce((any, one) => any.or(one), first)
      .first()
      .click();
    await settled(page);
  }
  for (const key of screen.keys ?? []) await page.keyboard.press(key);
  await settled(page);
}

/** A change of size or theme is drawn with the next frames. */
const drawn = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** Nothing is being loaded any more. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('[role="status"][aria-label^="Loading"]') === null);
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(150);
}

// Without root nobody can install it.
test.skipIf(!hasChromium).for(screens)(
  "$name has nothing that keeps anybody out, in both themes and at both widths",
  { timeout: 120_000, concurrent: true },
  async (screen, { expect }) => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce" });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    await open(page, screen);
    const faults: string[] = [];
    for (const [width, height] of sizes) {
      await page.setViewportSize({ width, height });
      for (const colorScheme of themes) {
        await page.emulateMedia({ colorScheme });
        await drawn(page);
        await page.screenshot({ path: `${pictures}${screen.name}-${width}-${colorScheme}.png` });
        const { violations } = await new AxeBuilder({ page }).withTags(rules).exclude("iframe").analyze();
        for (const { id, nodes } of violations)
          faults.push(
            `${id} at ${width} in ${colorScheme}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" | ")}`,
          );
      }
      const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (beyond > 0) faults.push(`${beyond} pixels too wide at ${width}`);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    for (const fault of await keyboardFaults(page)) faults.push(`by keyboard: ${fault}`);
    await context.close();
    expect([...faults, ...errors]).toEqual([]);
  },
);
