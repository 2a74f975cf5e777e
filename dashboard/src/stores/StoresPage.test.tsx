// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { renderWithApi } from "../../fixtures/renderWithApi.tsx";
import { StoresPage } from "./StoresPage.tsx";

test("stores are listed with status and last change, and link to their pages", async () => {
  renderWithApi(<StoresPage />);
  const link = await screen.findByRole("link", { name: "acme-shoes" });
  expect(link.getAttribute("href")).toBe("/stores/acme-shoes");
  expect(screen.getAllByTestId("store-status").map((chip) => chip.textContent)).toContain("Provisioning");
  expect(screen.getAllByText(/by alice@example.com/).length).toBeGreaterThan(0);
  expect(screen.getByRole("button", { name: "New store" })).toBeTruthy();
});

test("a blocked file is shown with its commit and author and the way to revert it", async () => {
  renderWithApi(<StoresPage />);
  await screen.findByText("stores/k/kiosk.yaml");
  const blocked = screen.getByRole("region", { name: "Blocked files" });
  expect(blocked.textContent).toContain("“Kiosk: try another colour” by Bob Miller, 6 minutes ago");
  fireEvent.click(screen.getByRole("button", { name: "Revert this commit" }));
  expect(await screen.findByRole("dialog", { name: "Undo this change?" })).toBeTruthy();
});

test("a search that finds nothing says so and leads back", async () => {
  renderWithApi(<StoresPage />);
  await screen.findByRole("link", { name: "acme-shoes" });
  fireEvent.change(screen.getByRole("searchbox", { name: "Search stores" }), { target: { value: "zzz" } });
  await screen.findByText("No store matches");
  fireEvent.click(screen.getByRole("button", { name: "Show all stores" }));
  await waitFor(() => expect(screen.getByRole("link", { name: "acme-shoes" })).toBeTruthy());
});
