import { expect, test } from "vitest";
import { readIfMatch } from "./entityTags.ts";

test.each([
  ["*", "any"],
  [' "abc" ', ["abc"]],
  ['"abc", "def"', ["abc", "def"]],
  ['W/"abc"', []],
  ['W/"abc", "def"', ["def"]],
  ['""', [""]],
  ["abc", undefined],
  ['"abc', undefined],
  ['*, "abc"', undefined],
  ["", undefined],
])("If-Match: %s is read as %j", (header, expected) => {
  expect(readIfMatch(header)).toEqual(expected);
});
