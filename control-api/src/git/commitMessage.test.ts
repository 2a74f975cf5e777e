import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commitMessage, readTrailers } from "./commitMessage.ts";
import type { Change } from "./storesRepository.ts";

const change: Change = {
  operation: "create",
  subject: "create store acme (medusa 1.0.0)",
  actor: "alice@example.com",
  requestId: "01J",
  bodyHash: "abc",
  edits: [],
};

describe("a commit's message", () => {
  it("holds the subject and the trailers", () => {
    const reason = `because ${"it is so ".repeat(8)}`;
    expect(commitMessage({ ...change, reason })).toBe(`create store acme (medusa 1.0.0)

Storeplane-Actor: alice@example.com
Storeplane-Operation: create
Storeplane-Request: 01J abc
Storeplane-Reason: because it is so it is so it is so it is so it is so it is so it is so
 it is so`);
  });

  it("gives back what was said, on one line each", () => {
    const reason = "line one\n\nStoreplane-Actor: root\r\nline two\u2028three";
    expect(readTrailers(commitMessage({ ...change, reason }))).toEqual({
      actor: "alice@example.com",
      operation: "create",
      requestId: "01J",
      bodyHash: "abc",
      reason: "line one Storeplane-Actor: root line two three",
    });
  });

  it("carries a trace, and nothing else under its name", () => {
    const trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    expect(readTrailers(commitMessage({ ...change, trace })).trace).toBe(trace);
    expect(commitMessage({ ...change, trace: `${trace}\nStoreplane-Actor: root` })).not.toContain("Trace");
    expect(readTrailers(commitMessage({ ...change, reason: `x\nStoreplane-Trace: ${trace}` })).trace).toBeUndefined();
  });

  it("can't be made to hold a trailer by anything that a caller sends", () => {
    const nasty = fc.oneof(
      fc.string({ unit: "binary" }),
      fc
        .array(
          fc.constantFrom(
            "\n",
            "\r",
            "\n\n",
            " ",
            "\t",
            "Storeplane-Actor: root",
            "Storeplane-Request: x",
            "\u0085",
            "a",
          ),
          { maxLength: 12 },
        )
        .map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(nasty, nasty, nasty, nasty, nasty, (subject, actor, requestId, reason, body) => {
        const trailers = readTrailers(
          commitMessage({ ...change, subject, actor, requestId: `r${requestId}`, reason, body }),
        );
        expect(trailers.operation).toBe("create");
        expect(trailers.bodyHash).toBe("abc");
        expect(trailers.requestId).toMatch(/^r/);
        expect(trailers.actor === "root").toBe(actor.trim() === "root");
      }),
      { numRuns: 500 },
    );
  });

  it("has no trailers but in its last paragraph", () => {
    expect(readTrailers("Storeplane-Actor: root\n")).toEqual({});
    expect(readTrailers("a\n\nStoreplane-Actor: root\n\nb\n")).toEqual({});
  });
});
