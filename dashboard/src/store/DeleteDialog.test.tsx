// @vitest-environment jsdom
import { fireEvent, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { renderWithApi } from "../../fixtures/renderWithApi.tsx";
import { fixtureDetail, fixtureStores } from "../../fixtures/stores.ts";
import { DeleteDialog } from "./DeleteDialog.tsx";

test("a store is deleted only once its name is typed", async () => {
  const [acme] = fixtureStores();
  if (acme === undefined) throw new Error("the fixtures hold no store");
  const seen = renderWithApi(<DeleteDialog store={fixtureDetail(acme)} onOpenChange={() => {}} />);
  const button = await screen.findByRole("button", { name: "Delete for good" });
  const confirm = screen.getByLabelText("Type the store's name to confirm");
  fireEvent.change(confirm, { target: { value: "acme" } });
  expect(button).toHaveProperty("disabled", true);
  fireEvent.change(confirm, { target: { value: "acme-shoes" } });
  fireEvent.click(button);
  await screen.findByText("Store acme-shoes is being deleted");
  await screen.findByTestId("elsewhere");
  expect(seen).toMatchObject([{ method: "DELETE", path: "/api/stores/acme-shoes?confirm=acme-shoes" }]);
});
