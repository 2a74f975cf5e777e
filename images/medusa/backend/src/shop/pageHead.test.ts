import { describe, expect, it } from "vitest";
import { excerpt, injectHead, type PageHead, renderHead } from "./pageHead";

const config = {
  storeName: "Acme </script>",
  publishableKey: "pk_1",
  regionId: "reg_1",
  countryCode: "us",
  currencyCode: "usd",
};
const product: PageHead = {
  status: 200,
  title: 'Blue "Shirt" <b> · Acme',
  description: "Soft & blue",
  canonical: "https://acme.example/products/blue-shirt",
  indexed: true,
  image: "https://acme.example/samples/blue-shirt.svg",
  product: { name: "Blue Shirt", price: 29.9, currency: "USD" },
};

describe("renderHead", () => {
  it("carries title, description, price, picture and address", () => {
    const head = renderHead(product, config);
    expect(head).toContain("<title>Blue &quot;Shirt&quot; &lt;b&gt; · Acme</title>");
    expect(head).toContain('<meta name="description" content="Soft &amp; blue">');
    expect(head).toContain('<meta property="product:price:amount" content="29.90">');
    expect(head).toContain('<meta property="og:image" content="https://acme.example/samples/blue-shirt.svg">');
    expect(head).toContain('<link rel="canonical" href="https://acme.example/products/blue-shirt">');
  });

  it("lets no name end a script element", () => {
    expect(renderHead(product, config)).toContain("Acme \\u003c/script>");
  });

  it("keeps pages like the cart out of search engines", () => {
    const head = renderHead({ ...product, indexed: false }, config);
    expect(head).toContain('content="noindex"');
    expect(head).not.toContain("canonical");
  });
});

describe("injectHead", () => {
  it("replaces the comment and leaves dollar signs as they are", () => {
    expect(injectHead("<head><!--head--></head>", "<title>$& $1</title>")).toBe("<head><title>$& $1</title></head>");
  });

  it("takes the place of the page's own title where there is no comment", () => {
    expect(injectHead("<head><title>x</title></head>", "<title>y</title>")).toBe("<head><title>y</title>\n  </head>");
  });
});

it("cuts a long description at a word", () => {
  const text = excerpt(`${"word ".repeat(60)}\n\nend`);
  expect(text.length).toBeLessThanOrEqual(200);
  expect(text.endsWith("word…")).toBe(true);
});
