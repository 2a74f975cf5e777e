import { expect, test } from "vitest";
import { applicationOf } from "../testing/memoryArgoCd.ts";
import { type FailureCode, failureCodeOf } from "./failureCode.ts";

const revision = "a".repeat(40);
const sound = applicationOf("acme", revision);
const trouble = (reason: string, message = "") => [{ pod: "acme-0", container: "server", reason, message }];

test.each<[FailureCode, ReturnType<typeof trouble>, Parameters<typeof applicationOf>[2]]>([
  ["image-pull", trouble("ImagePullBackOff", 'Back-off pulling image "x:1"'), {}],
  ["out-of-memory", trouble("OOMKilled"), {}],
  ["crash-loop", trouble("CrashLoopBackOff", "back-off 5m0s restarting failed container"), {}],
  ["unschedulable", trouble("Unschedulable", "0/3 nodes are available: 3 Insufficient memory."), {}],
  ["configuration", trouble("CreateContainerConfigError", 'secret "x" not found'), {}],
  ["quota", [], { health: { status: "Degraded", message: "pods is forbidden: exceeded quota: store" } }],
  [
    "rendering",
    [],
    { sync: { status: "Unknown" }, conditions: [{ type: "ComparisonError", message: "helm template failed" }] },
  ],
  ["drift", [], { sync: { status: "OutOfSync", revision } }],
  ["other", [], { health: { status: "Degraded" } }],
])("%s is told from what Kubernetes and Argo CD say", (code, troubles, changes) => {
  expect(failureCodeOf({ application: applicationOf("acme", revision, changes), troubles }, false)).toBe(code);
});

test("a file that is no store, and an Application that never came, have codes of their own", () => {
  expect(failureCodeOf({ application: sound, troubles: [] }, true)).toBe("blocked-file");
  expect(failureCodeOf({ application: undefined, troubles: [] }, false)).toBe("no-application");
});
