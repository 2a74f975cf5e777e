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
  expect(screen.getByRole("link", { name: "New store" })).toBeTruthy();
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

test("stores are filtered by how they are, any number of phases at once, each with its count", async () => {
  renderWithApi(<StoresPage />);
  fireEvent.click(await screen.findByRole("button", { name: "Failed 1" }));
  await waitFor(() => expect(screen.queryByRole("link", { name: "acme-shoes" })).toBeNull());
  expect(screen.getByRole("link", { name: "elm-and-oak" })).toBeTruthy();
  fireEvent.click(screen.getByRole("button", { name: "Ready 1" }));
  expect(await screen.findByRole("link", { name: "acme-shoes" })).toBeTruthy();
  expect(screen.getByText("2 stores match")).toBeTruthy();
});

test("ticked stores are suspended together, after their commits were shown", async () => {
  const seen = renderWithApi(<StoresPage />);
  fireEvent.click(await screen.findByRole("checkbox", { name: "Select acme-shoes" }));
  fireEvent.click(screen.getByRole("checkbox", { name: "Select dune-surf" }));
  fireEvent.click(screen.getByRole("checkbox", { name: "Select glasshouse" }));
  fireEvent.click(screen.getByRole("button", { name: "Suspend" }));
  await screen.findByRole("dialog", { name: "Suspend 2 stores?" });
  expect(screen.getByText("suspend store acme-shoes")).toBeTruthy();
  expect(screen.getByText("glasshouse is suspended already")).toBeTruthy();
  fireEvent.change(screen.getByRole("textbox", { name: "Reason" }), { target: { value: "Holidays" } });
  fireEvent.click(screen.getByRole("button", { name: "Suspend 2 stores" }));
  await screen.findByText("2 of 2 done");
  expect(seen.map(({ method, path, body }) => [method, path, body])).toEqual([
    ["POST", "/api/stores/acme-shoes/suspend", { reason: "Holidays" }],
    ["POST", "/api/stores/dune-surf/suspend", { reason: "Holidays" }],
  ]);
});

test("many stores are deleted only once it is typed how many", async () => {
  const seen = renderWithApi(<StoresPage />);
  fireEvent.click(await screen.findByRole("checkbox", { name: "Select acme-shoes" }));
  fireEvent.click(screen.getByRole("checkbox", { name: "Select dune-surf" }));
  fireEvent.click(screen.getByRole("button", { name: "Delete" }));
  const button = await screen.findByRole("button", { name: "Delete 2 stores" });
  expect(button).toHaveProperty("disabled", true);
  fireEvent.change(screen.getByLabelText("Type “delete 2 stores” to confirm"), {
    target: { value: "delete 2 stores" },
  });
  fireEvent.click(button);
  await screen.findByText("2 of 2 done");
  expect(seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
    "DELETE /api/stores/acme-shoes?confirm=acme-shoes",
    "DELETE /api/stores/dune-surf?confirm=dune-surf",
  ]);
});
