import { expect, test } from "vitest";
import { withSchemaVersion } from "./schemaLine.ts";

test("the editor's schema follows the version, and nothing else does", () => {
  const text = "# yaml-language-server: $schema=../../schemas/medusa-1.0.0.json\n# was 1.0.0\nstore: {}\n";
  expect(withSchemaVersion(text, "1.1.0-rc.1")).toBe(text.replace("medusa-1.0.0.json", "medusa-1.1.0-rc.1.json"));
  expect(withSchemaVersion("store: {}\n", "1.1.0")).toBe("store: {}\n");
});
