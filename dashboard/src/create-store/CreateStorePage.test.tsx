// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { renderWithApi } from "../../fixtures/renderWithApi.tsx";
import { CreateStorePage } from "./CreateStorePage.tsx";

async function openPage() {
  const seen = renderWithApi(<CreateStorePage />);
  await screen.findByRole("textbox", { name: "Name" });
  return seen;
}

const type = (label: string, value: string) =>
  fireEvent.change(screen.getByRole("textbox", { name: label }), { target: { value } });

test("a store is created with what was typed, under one key, and its commit is told", async () => {
  const seen = await openPage();
  expect(screen.getByRole("radio", { name: "Medusa" })).toHaveProperty("checked", true);
  type("Name", "blue-shirts");
  fireEvent.click(screen.getByLabelText("medium"));
  expect(screen.getByTestId("values-preview").textContent).toContain("plan: medium");
  await screen.findByText("Available");
  fireEvent.click(screen.getByRole("button", { name: "Create store" }));
  await screen.findByText("Store blue-shirts is committed");
  await screen.findByTestId("elsewhere");
  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatchObject({
    method: "POST",
    path: "/api/stores",
    body: {
      name: "blue-shirts",
      engine: "medusa",
      chartVersion: "1.1.0",
      displayName: "Blue Shirts",
      values: { resources: { plan: "medium" } },
    },
  });
  expect(seen[0]?.headers.get("idempotency-key")).toMatch(/^[0-9a-f]{32}$/);
});

test("a bad or taken name is told while typing, and nothing is sent", async () => {
  const seen = await openPage();
  type("Name", "My Shop");
  expect(screen.getByText("Use small letters only.")).toBeTruthy();
  type("Name", "acme-shoes");
  await screen.findByText("The name acme-shoes is taken. Choose another.");
  fireEvent.click(screen.getByRole("button", { name: "Create store" }));
  expect(seen).toHaveLength(0);
});

test("a refusal is shown as a whole and beside its fields, and a retry uses the same key", async () => {
  const seen = await openPage();
  type("Name", "refused");
  await screen.findByText("Available");
  fireEvent.click(screen.getByRole("button", { name: "Create store" }));
  await screen.findByRole("alert");
  expect(screen.getByText("Mend the fields below and try again.")).toBeTruthy();
  expect(screen.getByText("is reserved")).toBeTruthy();
  await waitFor(() => expect(screen.getByText("must be at most 10 with the small plan")).toBeTruthy());
  fireEvent.click(screen.getByRole("button", { name: "Create store" }));
  await waitFor(() => expect(seen).toHaveLength(2));
  expect(seen[1]?.headers.get("idempotency-key")).toBe(seen[0]?.headers.get("idempotency-key"));
});
