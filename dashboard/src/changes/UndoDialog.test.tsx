// @vitest-environment jsdom
import { fireEvent, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { commit } from "../../fixtures/commits.ts";
import { renderWithApi } from "../../fixtures/renderWithApi.tsx";
import { UndoDialog } from "./UndoDialog.tsx";

const deletion = commit("delete store gift-box", 9, { operation: "delete" });
const draw = () => renderWithApi(<UndoDialog commit={deletion} storeName="gift-box" open onOpenChange={() => {}} />);

test("a deletion is undone with the data of the last backup", async () => {
  const seen = draw();
  expect(await screen.findByRole("checkbox", { name: /Restore its last backup/ })).toHaveProperty("checked", true);
  fireEvent.click(screen.getByRole("button", { name: "Undo change" }));
  await expect
    .poll(() => seen.find(({ method }) => method === "POST"))
    .toMatchObject({
      path: "/api/stores/gift-box/revert",
      body: { commit: deletion.id, restore: "latest" },
    });
});

test("or empty, when somebody wants it so", async () => {
  const seen = draw();
  fireEvent.click(await screen.findByRole("checkbox", { name: /Restore its last backup/ }));
  fireEvent.click(screen.getByRole("button", { name: "Undo change" }));
  await expect.poll(() => seen.find(({ method }) => method === "POST")).toMatchObject({ body: { restore: "none" } });
});
