import { expect, it } from "vitest";
import { put } from "../testing/testChange.ts";
import { pullRequestText } from "./pullRequestText.ts";

const change = put("acme", "text");
const file = (after: string) => ({ path: "stores/a/acme.yaml", after });

it("shows what changes, and why", () => {
  const { title, body } = pullRequestText({ ...change, reason: "spring sale" }, [file("plan: small\n")]);
  expect(title).toBe("create store acme");
  expect(body).toContain("> spring sale");
  expect(body).toContain("```diff\n");
  expect(body).toContain("+plan: small");
  expect(pullRequestText(change, []).body).not.toContain(">");
});

it("can't be made to draw, link or call anybody by what callers send", () => {
  const { body, title } = pullRequestText(
    { ...change, subject: "create\n# store", reason: "<img src=x> [link](http://x) @team\n\n## head" },
    [file("note: |\n  ```\n  ![out](http://x)\n")],
  );
  expect(title).toBe("create # store");
  expect(body).toContain("\\<img src=x\\> \\[link\\](http://x) @\u200bteam \\#\\# head");
  expect(body.match(/^````$/gm)).toHaveLength(1);
});

it("fits into what GitHub takes, whatever the size of the change", () => {
  const { body } = pullRequestText(change, [file("x".repeat(70_000)), file("y")]);
  expect(body.length).toBeLessThan(65_536);
  expect(body).toContain("The rest is on the tab");
});
