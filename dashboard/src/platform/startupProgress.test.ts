import { expect, test } from "vitest";
import { startupProgress } from "./startupProgress.ts";

test("parts are counted while something is still to come", () => {
  const progress = startupProgress([
    { name: "Git server", state: "done" },
    { name: "Argo CD", state: "running" },
    { name: "Ingress", state: "failed", detail: "port 7480 is taken" },
  ]);
  expect(progress).toMatchObject({ done: 1, total: 3, failed: [{ name: "Ingress" }], running: [{ name: "Argo CD" }] });
});

test("there is nothing to show once all parts are up", () => {
  expect(startupProgress([])).toBeUndefined();
  expect(startupProgress([{ name: "Git server", state: "done" }])).toBeUndefined();
});
