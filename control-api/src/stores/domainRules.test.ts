import { expect, it } from "vitest";
import { problemsOfDomains } from "./domainRules.ts";
import { readValuesFile } from "./valuesFile.ts";

const head = "store: { engine: medusa, chartVersion: 1.0.0, owner: a@example.com }\n";
const withHosts = (...domains: string[]) => `${head}domains: [${domains.join(", ")}]\n`;

const others: Record<string, string> = {
  "stores/b/beta.yaml": withHosts("{ host: beta.example }"),
  "stores/g/gamma.yaml": `${head}# once had acme.example\nstorefront: { tagline: "like acme.example" }\n`,
  ".storeplane/platform.json": '{ "domain": "shops.example" }',
};

async function problems(after: string, before?: string, tree = others) {
  const found = await problemsOfDomains(
    { path: "stores/a/acme.yaml", after, ...(before !== undefined && { before }) },
    readValuesFile(after).file?.values ?? {},
    async (path) => tree[path],
    async (texts) => Object.keys(tree).filter((path) => texts.some((text) => tree[path]?.includes(text))),
  );
  return found.map(({ pointer, message }) => `${pointer} ${message}`);
}

it("a store may claim hosts that nobody has, and such below its own address", async () => {
  expect(await problems(withHosts("{ host: acme.example }", "{ host: www.acme.shops.example, main: true }"))).toEqual(
    [],
  );
});

it.each([
  ["{ host: beta.example }", /beta\.example is a domain of another store/],
  ["{ host: beta.shops.example }", /belongs to the platform/],
  ["{ host: shops.example }", /belongs to the platform/],
  ["{ host: www.beta.shops.example }", /belongs to the platform/],
  ["{ host: xacme.shops.example }", /belongs to the platform/],
  ["{ host: acme.shops.example }", /the store's address already/],
  ['{ host: "delta\\u002eexample" }', /without escapes/],
  ["{ host: a.example, main: true, redirect: true }", /can't be the main domain and redirect/],
  ["{ host: a.example, main: true }, { host: b.example, main: true }", /^\/domains\/1 is a second main/],
  ["{ host: a.example }, { host: a.example, redirect: true }", /^\/domains\/1 lists a\.example a second time/],
])("a store may not claim %s", async (domains, why) => {
  const found = await problems(withHosts(domains));
  expect(found).toHaveLength(1);
  expect(found[0]).toMatch(why);
});

it("what a store has already is not asked about again", async () => {
  const text = withHosts("{ host: beta.example }");
  expect(await problems(`${text}# note\n`, text)).toEqual([]);
});

it("a repository that doesn't say what the platform's domain is still knows its stores' domains", async () => {
  const { ".storeplane/platform.json": _, ...tree } = others;
  expect(await problems(withHosts("{ host: shops.example }"), undefined, tree)).toEqual([]);
  expect(await problems(withHosts("{ host: beta.example }"), undefined, tree)).toHaveLength(1);
});
