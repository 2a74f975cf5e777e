import { expect, type Page, test } from "@playwright/test";
import { call, getStore, waitForReady, waitForStore } from "../api.ts";

/** What an owner and an operator do in the dashboard besides the main job: many stores at once, history, what runs, tokens, the platform. */
test.describe.configure({ mode: "serial" });

const stamp = Date.now().toString(36);
const names = [`kiosk-${stamp}`, `lamps-${stamp}`];
const [kiosk = "", lamps = ""] = names;

async function picture(page: Page, step: string): Promise<void> {
  await page.screenshot({ path: `e2e/.artifacts/${step}.png`, fullPage: true });
}

/** Opens a view of a store at its own address. */
async function openView(page: Page, name: string, tab: string): Promise<void> {
  await page.goto(`/stores/${name}?tab=${tab}`);
  await expect(page.getByTestId("store-status")).toBeVisible();
}

test.beforeAll(async () => {
  for (const name of names) {
    const created = await call("POST", "/stores", { name, engine: "medusa", displayName: name });
    expect(created.status, JSON.stringify(created.body)).toBe(201);
  }
  for (const name of names) await waitForReady(name, 180);
});

test.afterAll(async () => {
  for (const name of names) await call("DELETE", `/stores/${name}?confirm=${name}`);
  for (const name of names) await waitForStore(name, "gone", (found) => found === undefined, 90);
});

test("stores are found, filtered and sorted, and the address keeps it", async ({ page }) => {
  await page.goto("/stores");
  await page.getByRole("searchbox", { name: "Search stores" }).fill(stamp);
  await expect(page.getByText("2 stores match")).toBeVisible();
  await page.getByRole("button", { name: /^Ready/ }).click();
  await expect(page).toHaveURL(new RegExp(`search=${stamp}.*status=Ready`));
  await page.reload();
  await expect(page.getByRole("link", { name: kiosk, exact: true })).toBeVisible();
  await expect(page.getByText("2 stores match")).toBeVisible();
});

test("two stores are suspended and resumed together, each by a commit that was shown before", async ({ page }) => {
  await page.goto(`/stores?search=${stamp}`);
  for (const action of ["suspend", "resume"] as const) {
    const verb = action === "suspend" ? "Suspend" : "Resume";
    for (const name of names) await page.getByRole("checkbox", { name: `Select ${name}` }).check();
    await page.getByRole("button", { name: verb, exact: true }).click();
    const dialog = page.getByRole("dialog", { name: `${verb} 2 stores?` });
    await expect(dialog.getByText(`${action} store ${kiosk}`)).toBeVisible();
    await picture(page, `30-bulk-${action}`);
    await dialog.getByRole("button", { name: `${verb} 2 stores` }).click();
    await expect(dialog.getByText("2 of 2 done")).toBeVisible();
    await dialog.getByRole("button", { name: "Close" }).last().click();
    const wanted = action === "suspend" ? "Suspended" : "Ready";
    for (const name of names)
      await expect(page.getByTestId(`store-row-${name}`).getByTestId("store-status")).toHaveText(wanted, {
        timeout: 120_000,
      });
  }
});

test("settings are saved after their diff was shown, and the history leads back to any commit", async ({ page }) => {
  await openView(page, kiosk, "settings");
  await page.getByLabel("Display name").fill("Kiosk and More");
  await expect(page.getByRole("region", { name: "What will be committed" })).toContainText("Kiosk and More");
  await page.getByRole("textbox", { name: "Reason" }).fill("a bigger name");
  await picture(page, "31-settings");
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect.poll(async () => (await getStore(kiosk))?.displayName).toBe("Kiosk and More");
  await openView(page, kiosk, "history");
  await expect(page.getByText("“a bigger name”")).toBeVisible();
  await page.getByRole("button", { name: "Go back to here" }).last().click();
  const dialog = page.getByRole("dialog", { name: "Go back to here?" });
  await expect(dialog.locator('tr[data-line="removed"]').filter({ hasText: "Kiosk and More" })).toBeVisible();
  await picture(page, "32-restore");
  await dialog.getByRole("button", { name: "Go back", exact: true }).click();
  await expect.poll(async () => (await getStore(kiosk))?.displayName).toBe(kiosk);
});

test("what runs for a store is shown as a tree, with its events", async ({ page }) => {
  await openView(page, lamps, "resources");
  await expect(page.getByRole("list", { name: "Resources" }).getByText(/Deployment\//)).toBeVisible();
  await picture(page, "33-resources");
  await openView(page, lamps, "events");
  await expect(page.getByRole("list", { name: "Events" }).getByRole("listitem").first()).toBeVisible();
});

test("Ctrl K finds a store, and leads to it by the keyboard alone", async ({ page }) => {
  await page.goto("/stores");
  await expect(page.getByRole("heading", { name: "Stores", exact: true })).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.getByPlaceholder("A store, a page, or what to do").fill(lamps);
  await expect(page.getByRole("option", { name: new RegExp(lamps) })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/stores/${lamps}`));
});

test("a token is made, works, and is refused once it is revoked", async ({ page }) => {
  await page.goto("/tokens");
  await page.getByRole("button", { name: "New token" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill(`journey ${stamp}`);
  await page.getByRole("button", { name: "Create token" }).click();
  const authorization = `Bearer ${await page.getByTestId("new-token").innerText()}`;
  expect((await call("GET", "/stores?limit=1", undefined, { authorization })).status).toBe(200);
  await page.getByRole("button", { name: "I have copied it" }).click();
  await page.getByRole("button", { name: `Revoke journey ${stamp}` }).click();
  await page.getByRole("button", { name: "Revoke", exact: true }).click();
  await expect(page.getByText(`journey ${stamp}`)).toHaveCount(0);
  expect((await call("GET", "/stores?limit=1", undefined, { authorization })).status).toBe(401);
});

test("a viewer is offered nothing that they may not do", async ({ page }) => {
  await page.goto("/stores");
  await page.getByRole("button", { name: /^You are/ }).click();
  await page.getByRole("menuitem", { name: "Be somebody else" }).click();
  await page.getByLabel("E-mail address").fill("vera@example.com");
  await page.getByRole("radio", { name: "Viewer" }).check();
  await page.getByRole("button", { name: "Go on as this user" }).click();
  await expect(page.getByRole("button", { name: "You are vera@example.com, viewer" })).toBeVisible();
  await expect(page.getByRole("link", { name: kiosk, exact: true })).toBeVisible();
  await expect(page.getByRole("link", { name: "New store" })).toHaveCount(0);
  await expect(page.getByRole("checkbox")).toHaveCount(0);
  await page.goto(`/stores/${kiosk}`);
  await expect(page.getByTestId("store-status")).toBeVisible();
  await expect(page.getByRole("button", { name: "More actions" })).toHaveCount(0);
  await expect(page.getByRole("tab", { name: "Logs" })).toHaveCount(0);
});

test("the platform is seen from above: fleet, engines, audit log, health", async ({ page }) => {
  await page.goto("/fleet");
  await expect(page.getByRole("heading", { name: "From commit to Ready" })).toBeVisible();
  await expect(page.getByRole("list", { name: "Versions" }).getByText("newest").first()).toBeVisible();
  await picture(page, "34-fleet");
  await page.goto(`/audit?store=${kiosk}`);
  await expect(page.getByRole("list", { name: "Attempts" }).getByText("store.create").first()).toBeVisible();
  await page.goto("/health");
  await expect(page.getByRole("list", { name: "Checks" }).getByText("PostgreSQL")).toBeVisible();
  await page.goto("/engines");
  await expect(page.getByRole("heading", { name: /Medusa/ })).toBeVisible();
});
