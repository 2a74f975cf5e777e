// @vitest-environment jsdom
import { fireEvent, screen } from "@testing-library/react";
import { expect, test, vi } from "vitest";
import schema from "../../../charts/medusa/values.schema.json" with { type: "json" };
import { renderWithApi } from "../../fixtures/renderWithApi.tsx";
import { fixtureDetail, store as sketch } from "../../fixtures/stores.ts";
import type { ChangeMode } from "../api/types.ts";
import { SettingsForm } from "./SettingsForm.tsx";

const store = fixtureDetail(
  sketch({ name: "acme-shoes", displayName: "Acme Shoes", phase: "Ready", reason: "", healthy: 11 }),
);

function draw(modes: readonly ChangeMode[] = ["direct"]) {
  return renderWithApi(
    <SettingsForm store={store} etag={'"blob-1"'} schema={schema} modes={modes} readOnly={false} onReload={() => {}} />,
  );
}

test("only what was changed is sent, with the version it was changed from", async () => {
  const seen = draw();
  const save = await screen.findByRole("button", { name: "Save changes" });
  expect(save).toHaveProperty("disabled", true);
  fireEvent.change(screen.getByRole("textbox", { name: "Tagline" }), { target: { value: "Boots too." } });
  fireEvent.change(screen.getByRole("textbox", { name: "Reason" }), { target: { value: "New range" } });
  fireEvent.click(save);
  await screen.findByText("Settings saved");
  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatchObject({
    method: "PATCH",
    path: "/api/stores/acme-shoes",
    body: { values: { storefront: { tagline: "Boots too." } }, reason: "New range" },
  });
  expect(seen[0]?.headers.get("if-match")).toBe('"blob-1"');
  expect(seen[0]?.headers.get("content-type")).toBe("application/merge-patch+json");
});

test("values that the schema refuses are not sent", async () => {
  const seen = draw();
  const colour = await screen.findByRole("textbox", { name: "Accent colour" });
  fireEvent.change(colour, { target: { value: "blue" } });
  fireEvent.click(screen.getByRole("button", { name: "Save changes" }));
  await screen.findByText("does not have the right form");
  expect(seen).toHaveLength(0);
});

test("changes that are usually reviewed become a pull request", async () => {
  const seen = draw(["pull-request", "direct"]);
  fireEvent.change(await screen.findByRole("textbox", { name: "Tagline" }), { target: { value: "Boots too." } });
  fireEvent.click(screen.getByRole("button", { name: "Open pull request" }));
  await vi.waitFor(() => expect(seen).toHaveLength(1));
  expect(seen[0]?.body).toMatchObject({ mode: "pull-request" });
});

test("what is usually reviewed can be committed at once by choice", async () => {
  const seen = draw(["pull-request", "direct"]);
  fireEvent.change(await screen.findByRole("textbox", { name: "Tagline" }), { target: { value: "Boots too." } });
  fireEvent.click(screen.getByRole("radio", { name: "Commit now" }));
  fireEvent.click(screen.getByRole("button", { name: "Save changes" }));
  await screen.findByText("Settings saved");
  expect(seen[0]?.body).toMatchObject({ mode: "direct" });
});
