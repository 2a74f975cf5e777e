import { expect, type Page } from "@playwright/test";

/** Keeps a picture of the page for people to look at. */
export async function picture(page: Page, step: string): Promise<void> {
  await page.screenshot({ path: `e2e/.artifacts/${step}.png`, fullPage: true });
}

/** Opens a store's page as its owner. */
export async function openStore(page: Page, name: string): Promise<void> {
  await page.goto(`/stores/${name}`);
  await expect(page.getByTestId("store-status")).toBeVisible();
}

/** Creates a store as a click does it, and waits until it is Ready. */
export async function createStore(
  page: Page,
  { name, displayName, engine }: { name: string; displayName: string; engine: string },
  takePicture: (step: string) => Promise<void>,
): Promise<void> {
  await page.goto("/");
  await takePicture("stores");
  await page.getByRole("link", { name: "New store" }).first().click();
  await page.getByRole("radio", { name: engine }).check();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Display name").fill(displayName);
  await expect(page.getByTestId("values-preview")).toContainText(`displayName: ${displayName}`);
  await takePicture("create");
  await page.getByRole("button", { name: "Create store" }).click();
  await expect(page).toHaveURL(new RegExp(`/stores/${name}/progress`));
  await takePicture("provisioning");
  await expect(page.getByRole("heading", { name: `${displayName} is open` })).toBeVisible({ timeout: 120_000 });
  // The way there is still told after a reload.
  await page.reload();
  await expect(page.getByRole("heading", { name: `${displayName} is open` })).toBeVisible();
  await takePicture("ready");
}

/** What signs in to the shop's admin, as the dashboard shows it. */
export async function readCredentials(page: Page, name: string): Promise<{ username: string; password: string }> {
  await openStore(page, name);
  await page.getByRole("button", { name: "Show credentials" }).click();
  return {
    username: await page.getByTestId("credential-username").innerText(),
    password: await page.getByTestId("credential-password").innerText(),
  };
}

/** Changes the display name by the form. */
export async function rename(page: Page, name: string, displayName: string): Promise<void> {
  await openStore(page, name);
  await page.getByRole("tab", { name: "Settings" }).click();
  await page.getByLabel("Display name").fill(displayName);
  await page.getByRole("button", { name: "Save changes" }).click();
}

/** Commits what a dialog shows, once its diff has this line. */
async function commitShown(page: Page, title: string, line: string): Promise<void> {
  const dialog = page.getByRole("dialog", { name: title });
  await expect(dialog.locator('tr[data-line="added"]').filter({ hasText: line })).toBeVisible();
  await dialog.getByRole("button", { name: "Commit" }).click();
  await expect(dialog).toBeHidden();
}

/** Adds a domain of the shop's own, on the store's settings. */
export async function addDomain(page: Page, host: string, role: "Shows the shop" | "Redirects to the main one") {
  await page.getByRole("button", { name: "Add domain" }).click();
  await page.getByRole("textbox", { name: "Host" }).fill(host);
  await page.getByRole("radio", { name: role }).check();
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await commitShown(page, `Add ${host}?`, `host: ${host}`);
}

/** Makes a domain the shop's address, on the store's settings. */
export async function makeMainDomain(page: Page, host: string): Promise<void> {
  await page.getByRole("button", { name: `Make ${host} the shop's address` }).click();
  await commitShown(page, `Make ${host} the shop's address?`, "main: true");
  // A next change must name the version that this one made.
  await expect(page.getByText("The shop's address", { exact: true })).toBeVisible();
}

/** Undoes the newest change by the button in the store's history. */
export async function undoNewestChange(page: Page, name: string): Promise<void> {
  await openStore(page, name);
  await page.getByRole("tab", { name: "History" }).click();
  await page.getByRole("button", { name: "Undo this change" }).first().click();
  await page.getByRole("button", { name: "Undo change" }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
}

/** Moves the store to another version of its chart. */
export async function upgrade(
  page: Page,
  name: string,
  version: string,
  takePicture: (step: string) => Promise<void>,
): Promise<void> {
  await openStore(page, name);
  await page.getByRole("button", { name: "More actions" }).click();
  await page.getByRole("menuitem", { name: "Upgrade" }).click();
  await page.getByRole("combobox", { name: "Version" }).selectOption(version);
  await takePicture("upgrade");
  await page.getByRole("button", { name: `Upgrade to ${version}` }).click();
  await expect(page.getByRole("dialog")).toBeHidden();
}

/** Deletes the store, its name typed, as far as the last click. */
export async function deleteStore(
  page: Page,
  name: string,
  takePicture: (step: string) => Promise<void>,
): Promise<void> {
  await openStore(page, name);
  await page.getByRole("tab", { name: "Settings" }).click();
  await page.getByRole("button", { name: "Delete store" }).click();
  await page.getByLabel("Type the store's name to confirm").fill(name);
  await takePicture("delete");
  await page.getByRole("button", { name: /^(Back up and delete|Delete for good)$/ }).click();
}
