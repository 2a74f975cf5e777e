// @vitest-environment jsdom
import { fireEvent, screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { renderWithApi } from "../../fixtures/renderWithApi.tsx";
import { fixtureDetail, store as sketch } from "../../fixtures/stores.ts";
import { DomainsSection } from "./DomainsSection.tsx";

const acme = fixtureDetail(
  sketch({ name: "acme-shoes", displayName: "Acme Shoes", phase: "Ready", reason: "", healthy: 11 }),
);

function draw(readOnly = false) {
  return renderWithApi(<DomainsSection store={acme} etag={'"blob-1"'} readOnly={readOnly} />);
}

const rowOf = async (host: string) => {
  const row = (await screen.findByText(host, { selector: "li *" })).closest("li");
  if (row === null) throw new Error(`${host} has no row`);
  return within(row);
};

test("each host tells what it does and how its certificate is", async () => {
  draw();
  (await rowOf("acme-shoes.example")).getByText("The shop's address");
  (await rowOf("www.acme-shoes.example")).getByText("Redirects to acme-shoes.example");
  (await rowOf("acme-shoes.localhost")).getByText("Shows the shop, too; the platform's own");
  await (await rowOf("acme-shoes.example")).findByText("Certificate is there");
  await (await rowOf("acme.shoes")).findByText(/^No certificate yet: Waiting for HTTP-01/);
});

test("a domain is added to those there are, by one change of the version that was seen", async () => {
  const seen = draw();
  fireEvent.click(await screen.findByRole("button", { name: "Add domain" }));
  const host = screen.getByRole("textbox", { name: "Host" });
  fireEvent.change(host, { target: { value: "not a host" } });
  fireEvent.click(screen.getByRole("button", { name: "Add" }));
  screen.getByText("Give a host name such as www.example.com.");
  fireEvent.change(host, { target: { value: "https://New.Acme.example/" } });
  fireEvent.click(screen.getByRole("radio", { name: "Redirects to the main one" }));
  fireEvent.click(screen.getByRole("button", { name: "Add" }));
  const dialog = await screen.findByRole("dialog", { name: "Add new.acme.example?" });
  within(dialog).getByText("- host: new.acme.example", { exact: false });
  expect(seen).toEqual([]);
  fireEvent.change(within(dialog).getByRole("textbox", { name: "Reason" }), { target: { value: "the new brand" } });
  fireEvent.click(within(dialog).getByRole("button", { name: "Commit" }));
  await screen.findByText("new.acme.example added");
  expect(screen.queryByRole("textbox", { name: "Host" })).toBeNull();
  const changes = seen.filter(({ method }) => method === "PATCH");
  expect(changes).toMatchObject([
    {
      path: "/api/stores/acme-shoes",
      body: {
        reason: "the new brand",
        values: {
          domains: [
            { host: "acme-shoes.example", main: true },
            { host: "www.acme-shoes.example", redirect: true },
            { host: "acme.shoes" },
            { host: "new.acme.example", redirect: true },
          ],
        },
      },
    },
  ]);
  expect(changes[0]?.headers.get("if-match")).toBe('"blob-1"');
});

test("another domain becomes the main one, and one that isn't wanted goes", async () => {
  const seen = draw();
  fireEvent.click(await screen.findByRole("button", { name: "Make acme.shoes the shop's address" }));
  fireEvent.click(await screen.findByRole("button", { name: "Commit" }));
  await screen.findByText("acme.shoes is the shop's address");
  fireEvent.click(screen.getByRole("button", { name: "Remove www.acme-shoes.example" }));
  fireEvent.click(await screen.findByRole("button", { name: "Commit" }));
  await screen.findByText("www.acme-shoes.example removed");
  expect(seen.filter(({ method }) => method === "PATCH").map(({ body }) => body)).toEqual([
    {
      values: {
        domains: [
          { host: "acme-shoes.example" },
          { host: "www.acme-shoes.example", redirect: true },
          { host: "acme.shoes", main: true },
        ],
      },
    },
    { values: { domains: [{ host: "acme-shoes.example", main: true }, { host: "acme.shoes" }] } },
  ]);
});

test("who may only look can change nothing", async () => {
  draw(true);
  await rowOf("acme.shoes");
  expect(screen.queryByRole("button", { name: /Add domain|Remove|Make/ })).toBeNull();
});
