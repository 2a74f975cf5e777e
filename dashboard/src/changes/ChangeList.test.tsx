// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { renderWithApi } from "../../fixtures/renderWithApi.tsx";
import { ChangeList } from "./ChangeList.tsx";

test("a change of a store is undone after its effect was shown, with the reason that was given", async () => {
  const seen = renderWithApi(<ChangeList storeName="acme-shoes" />);
  const undo = await screen.findAllByRole("button", { name: "Undo this change" });
  expect(undo).toHaveLength(4);
  const second = undo[1];
  if (second === undefined) throw new Error("the fixtures hold too few changes");
  fireEvent.click(second);
  await screen.findByRole("dialog", { name: "Undo this change?" });
  const line = await screen.findByText("plan: medium", { exact: false });
  expect(line.closest("tr")?.dataset.line).toBe("removed");
  fireEvent.change(screen.getByRole("textbox", { name: "Reason" }), { target: { value: "Too dear" } });
  fireEvent.click(screen.getByRole("button", { name: "Undo change" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(seen).toMatchObject([
    {
      method: "POST",
      path: "/api/stores/acme-shoes/revert",
      body: { commit: expect.stringMatching(/^[0-9a-f]{40}$/), reason: "Too dear" },
    },
  ]);
});

test("a change of the whole platform is undone at its own address", async () => {
  const seen = renderWithApi(<ChangeList />);
  const [first] = await screen.findAllByRole("button", { name: "Undo this change" });
  if (first === undefined) throw new Error("the fixtures hold no change");
  fireEvent.click(first);
  const confirm = await screen.findByRole("button", { name: "Undo change" });
  await screen.findByText(/created the store/);
  fireEvent.click(confirm);
  await waitFor(() => expect(seen).toHaveLength(1));
  expect(seen[0]?.path).toMatch(/^\/api\/changes\/[0-9a-f]{40}\/revert$/);
});
