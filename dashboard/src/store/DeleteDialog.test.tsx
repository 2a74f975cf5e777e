// @vitest-environment jsdom
import { fireEvent, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { renderWithApi } from "../../fixtures/renderWithApi.tsx";
import { fixtureDetail, fixtureStores } from "../../fixtures/stores.ts";
import { DeleteDialog } from "./DeleteDialog.tsx";

test("a deletion without a backup is one that somebody chose", async () => {
  const corner = fixtureStores().find(({ name }) => name === "candle-corner");
  if (corner === undefined) throw new Error("the fixtures hold no such store");
  const seen = renderWithApi(<DeleteDialog store={fixtureDetail(corner)} onOpenChange={() => {}} />);
  fireEvent.click(await screen.findByRole("checkbox", { name: /Back it up first/ }));
  fireEvent.change(screen.getByLabelText("Type the store's name to confirm"), { target: { value: "candle-corner" } });
  fireEvent.click(screen.getByRole("button", { name: "Delete for good" }));
  await screen.findByText("Store candle-corner is being deleted");
  expect(seen).toMatchObject([{ path: "/api/stores/candle-corner?confirm=candle-corner&backup=skip" }]);
});

test("a store is deleted only once its name is typed", async () => {
  const [acme] = fixtureStores();
  if (acme === undefined) throw new Error("the fixtures hold no store");
  const seen = renderWithApi(<DeleteDialog store={fixtureDetail(acme)} onOpenChange={() => {}} />);
  const button = await screen.findByRole("button", { name: "Back up and delete" });
  const confirm = screen.getByLabelText("Type the store's name to confirm");
  fireEvent.change(confirm, { target: { value: "acme" } });
  expect(button).toHaveProperty("disabled", true);
  fireEvent.change(confirm, { target: { value: "acme-shoes" } });
  fireEvent.click(button);
  await screen.findByText("Store acme-shoes is being deleted");
  await screen.findByTestId("elsewhere");
  expect(seen).toMatchObject([{ method: "DELETE", path: "/api/stores/acme-shoes?confirm=acme-shoes" }]);
});
