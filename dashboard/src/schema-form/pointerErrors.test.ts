import { expect, test } from "vitest";
import type { Problem } from "../api/types.ts";
import { errorAt, pointerErrors } from "./pointerErrors.ts";

const problem: Problem = {
  type: "/problems/invalid",
  title: "Not valid",
  status: 422,
  errors: [
    { pointer: "/values/storage/sizeGi", detail: "must be at most 10" },
    { pointer: "#/values/labels/a~1b", detail: "must be a string" },
    { pointer: "/name", detail: "is taken" },
  ],
};

test("errors below the values go to their fields", () => {
  expect(pointerErrors(problem, "/values")).toEqual({
    storage: { sizeGi: { __errors: ["must be at most 10"] } },
    labels: { "a/b": { __errors: ["must be a string"] } },
  });
});

test("one field's error is found by its pointer", () => {
  expect(errorAt(problem, "/name")).toBe("is taken");
  expect(errorAt(problem, "/displayName")).toBeUndefined();
  expect(errorAt(undefined, "/name")).toBeUndefined();
});
