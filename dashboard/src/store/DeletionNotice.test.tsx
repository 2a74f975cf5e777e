// @vitest-environment jsdom
import { fireEvent, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { pushed } from "../../fixtures/commits.ts";
import { renderWithApi } from "../../fixtures/renderWithApi.tsx";
import { fixtureDetail, store } from "../../fixtures/stores.ts";
import type { Store } from "../api/types.ts";
import { DeletionNotice } from "./DeletionNotice.tsx";

function draw(deletion: NonNullable<Store["deletion"]>) {
  const sketch = store({
    name: "acme",
    displayName: "",
    phase: "Deleting",
    reason: "",
    healthy: 0,
    change: { deletion },
  });
  renderWithApi(<DeletionNotice store={fixtureDetail(sketch)} />);
}

test("a deletion in its grace period counts down and can be restored", async () => {
  const deleteAfter = new Date(Date.now() + 90_400).toISOString();
  draw({ needsConfirmation: false, deleteAfter, commit: pushed("Clean up", 1) });
  expect((await screen.findByRole("timer")).textContent).toMatch(/^1:3[01]$/);
  expect(screen.getByRole("button", { name: "Restore" })).toBeTruthy();
  expect(screen.getByText(/removed by Bob Miller/)).toBeTruthy();
});

test("a deletion that the guard holds back waits for an admin", async () => {
  draw({ needsConfirmation: true, commit: pushed("Clean up", 1) });
  expect(await screen.findByText("Its deletion waits for an admin")).toBeTruthy();
  expect(screen.getByRole("button", { name: "Restore" })).toBeTruthy();
});

test("a deletion under way offers no way back", async () => {
  draw({ needsConfirmation: false });
  expect(await screen.findByText("The store is being deleted")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Restore" })).toBeNull();
});

test("a store whose backup fails says why, and its data goes only by the name typed", async () => {
  draw({ needsConfirmation: false, backup: { state: "failed", reason: "No space is left." } });
  expect(await screen.findByText(/The store is kept/)).toBeTruthy();
  expect(screen.getByText(/No space is left\./)).toBeTruthy();
  fireEvent.click(await screen.findByRole("button", { name: "Delete without a backup" }));
  expect(await screen.findByRole("button", { name: "Delete for good" })).toHaveProperty("disabled", true);
});
