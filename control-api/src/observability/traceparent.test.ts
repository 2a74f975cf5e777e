import { expect, test } from "vitest";
import { formatTraceparent, parseTraceparent } from "./traceparent.ts";

const given = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

test("a traceparent is read and written as W3C has it", () => {
  const parsed = parseTraceparent(given);
  expect(parsed).toMatchObject({
    traceId: "0af7651916cd43dd8448eb211c80319c",
    spanId: "b7ad6b7169203331",
    traceFlags: 1,
  });
  expect(parsed && formatTraceparent(parsed)).toBe(given);
});

test.each([
  "",
  "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
  "00-00000000000000000000000000000000-b7ad6b7169203331-01",
  "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
  "00-0AF7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
  `${given}\nStoreplane-Actor: root`,
])("%j is none", (text) => {
  expect(parseTraceparent(text)).toBeUndefined();
});
