import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { API_TYPES_FILE, generateApiTypes } from "./generateApiTypes.ts";

test("the checked-in API types are those of the control API's OpenAPI document", async () => {
  const current = await readFile(API_TYPES_FILE, "utf8");
  expect(current, "run `npm run api:generate -w dashboard`").toBe(await generateApiTypes());
});
