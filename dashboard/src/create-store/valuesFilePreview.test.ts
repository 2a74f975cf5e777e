import { expect, test } from "vitest";
import { valuesFilePath, valuesFilePreview } from "./valuesFilePreview.ts";

test("the preview is the file that will be committed, with ambiguous strings quoted", () => {
  const text = valuesFilePreview({
    name: "acme",
    displayName: "Acme",
    engine: "medusa",
    chartVersion: "1.0.0",
    owner: "alice@example.com",
    values: { storefront: { tagline: "yes" }, tag: "1.10" },
  });
  expect(text).toBe(
    'store:\n  engine: medusa\n  chartVersion: 1.0.0\n  owner: alice@example.com\n  displayName: Acme\nstorefront:\n  tagline: "yes"\ntag: "1.10"\n',
  );
});

test("a file lies in the folder of its first letter", () => {
  expect(valuesFilePath("acme")).toBe("stores/a/acme.yaml");
  expect(valuesFilePath("")).toBe("stores/…");
});
