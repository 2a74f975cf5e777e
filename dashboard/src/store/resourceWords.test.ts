import { expect, test } from "vitest";
import type { Resource } from "../api/types.ts";
import { byUrgency, isSupporting, plainKind } from "./resourceWords.ts";

const part = (kind: string, health?: string, sync = "Synced"): Resource => ({
  group: "",
  kind,
  name: kind.toLowerCase(),
  sync,
  ...(health === undefined ? {} : { health }),
});

test("what needs a look comes first, the healthy last", () => {
  const parts = [part("Service", "Healthy"), part("Job", "Progressing"), part("Deployment", "Degraded")];
  expect(parts.toSorted(byUrgency).map(({ kind }) => kind)).toEqual(["Deployment", "Job", "Service"]);
});

test("parts without health support the others, unless they still have to be applied", () => {
  expect(isSupporting(part("ConfigMap"))).toBe(true);
  expect(isSupporting(part("ConfigMap", undefined, "OutOfSync"))).toBe(false);
  expect(isSupporting(part("Deployment", "Healthy"))).toBe(false);
});

test("unknown kinds go by their own name", () => {
  expect(plainKind("PersistentVolumeClaim")).toBe("Disk");
  expect(plainKind("Widget")).toBe("Widget");
});
