// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { renderWithApi } from "../../fixtures/renderWithApi.tsx";
import { ChangeList } from "./ChangeList.tsx";

test("going back to a commit shows what that will change, and then is one commit", async () => {
  const seen = renderWithApi(<ChangeList storeName="acme-shoes" />);
  const buttons = await screen.findAllByRole("button", { name: "Go back to here" });
  // The newest is how it is now.
  expect(buttons).toHaveLength(3);
  const oldest = buttons.at(-1);
  if (oldest === undefined) throw new Error("the fixtures hold too few changes");
  fireEvent.click(oldest);
  await screen.findByRole("dialog", { name: "Go back to here?" });
  const gone = await screen.findByText("plan: small # enough until Christmas", { exact: false });
  expect(gone.closest("tr")?.dataset.line).toBe("removed");
  fireEvent.click(screen.getByRole("button", { name: "Go back" }));
  await waitFor(() =>
    expect(seen).toMatchObject([
      {
        method: "POST",
        path: "/api/stores/acme-shoes/restore",
        body: { commit: expect.stringMatching(/^[0-9a-f]{40}$/) },
      },
    ]),
  );
});
