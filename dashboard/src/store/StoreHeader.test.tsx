// @vitest-environment jsdom
import { screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { renderWithApi } from "../../fixtures/renderWithApi.tsx";
import { fixtureDetail, store } from "../../fixtures/stores.ts";
import { StoreHeader } from "./StoreHeader.tsx";

const base = { name: "acme", displayName: "Acme", reason: "Because.", healthy: 6 };

test("a store on its way shows phase, reason and progress, and its links say why they don't open", async () => {
  renderWithApi(<StoreHeader store={fixtureDetail(store({ ...base, phase: "Provisioning" }))} />);
  expect((await screen.findByTestId("store-status")).textContent).toBe("Provisioning");
  expect(screen.getByText("Because.")).toBeTruthy();
  expect(screen.getByText(/6 of 11 resources healthy/)).toBeTruthy();
  const shop = screen.getByRole("link", { name: "Open shop" });
  expect(shop.getAttribute("aria-disabled")).toBe("true");
  expect(shop.getAttribute("href")).toBeNull();
});

test("a ready store's shop opens in a new tab", async () => {
  renderWithApi(<StoreHeader store={fixtureDetail(store({ ...base, phase: "Ready" }))} />);
  const shop = await screen.findByRole("link", { name: "Open shop" });
  expect(shop.getAttribute("href")).toBe("http://acme.localhost:7480/");
  expect(shop.getAttribute("target")).toBe("_blank");
  expect(screen.getByRole("link", { name: "Open admin" }).getAttribute("href")).toContain("/app");
});
