/** Signing in by a real OpenID provider, in a real browser, at the dashboard as it is built. */
import { fileURLToPath } from "node:url";
import { type Browser, chromium, expect as expectPage, type Page } from "@playwright/test";
import { startOpenIdProvider, type TestProvider } from "@storeplane/control-api/testing/openIdProvider.ts";
import { startTestPlatform, type TestPlatform } from "@storeplane/control-api/testing/testPlatform.ts";
import { chromiumOptions } from "@storeplane/scripts/chromium.ts";
import { build } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";

const dashboard = fileURLToPath(new URL("../../dashboard/", import.meta.url));

let provider: TestProvider;
let platform: TestPlatform;
let browser: Browser;
beforeAll(async () => {
  provider = await startOpenIdProvider({
    olga: { email: "olga@example.com", email_verified: true, roles: ["storeplane-owner"] },
  });
  platform = await startTestPlatform(async (repository) => {
    const outDir = `${repository}-dashboard`;
    await build({ root: dashboard, logLevel: "error", build: { outDir, emptyOutDir: true } });
    return {
      AUTH_MODE: "oidc",
      OIDC_ISSUER: provider.issuer,
      OIDC_AUDIENCE: "storeplane",
      OIDC_CLIENT_ID: "dashboard",
      DASHBOARD_DIR: outDir,
    };
  });
  browser = await chromium.launch(chromiumOptions);
});
afterAll(async () => {
  await browser?.close();
  await platform?.close();
  await provider?.stop();
});

async function signIn(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "Continue" }).click();
  await page.locator("input[name=login]").fill(name);
  await page.locator("input[name=password]").fill("any");
  await page.locator("button[type=submit]").click();
  await page.locator("button[type=submit]").click();
}

test("whoever signs in comes back to the page they wanted, and every request and the stream carry their token", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${platform.url}/stores?search=olga`);
  await expectPage(page.getByRole("heading", { name: "Sign in to Storeplane" })).toBeVisible();
  const streamed = page.waitForRequest((request) => request.url().endsWith("/api/stream"));
  await signIn(page, "olga");
  await expectPage(page).toHaveURL(`${platform.url}/stores?search=olga`);
  await expectPage(page.getByRole("button", { name: "You are olga@example.com, owner" })).toBeVisible();
  expect((await streamed).headers().authorization).toMatch(/^Bearer ey/);
  await expectPage(page.getByTestId("live-indicator").first()).toHaveText("Live");
  // A reload goes on with the session of this tab.
  await page.reload();
  await expectPage(page.getByRole("heading", { name: "Stores", exact: true })).toBeVisible();
  await context.close();
});

test("a session that the API no longer takes leads back to the sign-in", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(platform.url);
  await signIn(page, "olga");
  await expectPage(page.getByRole("heading", { name: "Stores", exact: true })).toBeVisible();
  await page.route("**/api/stores?*", async (route) => {
    await route.continue({ headers: { ...route.request().headers(), authorization: "Bearer forged.by.somebody" } });
  });
  await page.getByRole("searchbox", { name: "Search stores" }).fill("x");
  await expectPage(page.getByText("Sign in again to go on where you were")).toBeVisible();
  await context.close();
});
