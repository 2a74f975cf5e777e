// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { renderWithApi } from "../../fixtures/renderWithApi.tsx";
import { TokensPage } from "./TokensPage.tsx";

test("a token is made with a role and an end, and shown this once", async () => {
  const seen = renderWithApi(<TokensPage />);
  fireEvent.click(await screen.findByRole("button", { name: "New token" }));
  fireEvent.change(screen.getByRole("textbox", { name: "Name" }), { target: { value: "nightly import" } });
  fireEvent.click(screen.getByRole("radio", { name: "Never" }));
  fireEvent.click(screen.getByRole("button", { name: "Create token" }));
  expect((await screen.findByTestId("new-token")).textContent).toMatch(/^sp_/);
  expect(seen).toMatchObject([
    { method: "POST", path: "/api/tokens", body: { name: "nightly import", role: expect.any(String) } },
  ]);
  expect(seen[0]?.body).not.toHaveProperty("expiresAt");
  fireEvent.click(screen.getByRole("button", { name: "I have copied it" }));
  await waitFor(() => expect(screen.queryByTestId("new-token")).toBeNull());
});

test("a token is revoked after it was asked for once more", async () => {
  const seen = renderWithApi(<TokensPage />);
  fireEvent.click(await screen.findByRole("button", { name: "Revoke status board" }));
  fireEvent.click(screen.getByRole("button", { name: "Revoke" }));
  await waitFor(() => expect(seen).toMatchObject([{ method: "DELETE", path: "/api/tokens/p7aa" }]));
});
