import { expect, test } from "vitest";
import { store } from "../../fixtures/stores.ts";
import type { StatusPhase } from "../api/types.ts";
import { whyNotOpen } from "./phases.ts";

const inPhase = (phase: StatusPhase) => store({ name: "acme", displayName: "", phase, reason: "", healthy: 0 });

test("a shop that may answer can be opened", () => {
  for (const phase of ["Ready", "Updating", "Degraded"] as const) expect(whyNotOpen(inPhase(phase))).toBeUndefined();
});

test("any other phase gives its reason", () => {
  expect(whyNotOpen(inPhase("Provisioning"))).toContain("not ready yet");
  expect(whyNotOpen(inPhase("Suspended"))).toContain("Resume");
  expect(whyNotOpen(inPhase("Deleting"))).toContain("deleted");
});

test("an unseen shop that was last known to run can be opened", () => {
  expect(whyNotOpen(inPhase("Unknown"))).toBeUndefined();
});
