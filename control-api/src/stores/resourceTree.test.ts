import { expect, test } from "vitest";
import { readLivePod, readWorkload } from "../argo/liveObjects.ts";
import { resourceTree } from "./resourceTree.ts";

const about = (name: string, uid: string, owner?: string) => ({
  name,
  namespace: "store-acme",
  uid,
  creationTimestamp: "2026-01-01T00:00:00Z",
  ...(owner !== undefined && { ownerReferences: [{ uid: owner }] }),
});
const applied = (group: string, kind: string, name: string) => ({ group, kind, name, hook: false });

test("jobs of a CronJob hang below it, and what belongs to nobody is left out", () => {
  const cron = readWorkload({ metadata: about("nightly", "c") }, { group: "batch", kind: "CronJob" });
  const job = readWorkload(
    { metadata: about("nightly-1", "j", "c"), status: { succeeded: 1 } },
    { group: "batch", kind: "Job" },
  );
  const stray = readWorkload({ metadata: about("stray", "s") }, { group: "batch", kind: "Job" });
  const live = [cron, job, stray].filter((object) => object !== undefined);
  const [root, ...more] = resourceTree([applied("batch", "CronJob", "nightly")], live);
  expect(more).toEqual([]);
  expect(root?.children).toMatchObject([{ kind: "Job", name: "nightly-1", health: "Healthy", message: "Completed" }]);
});

test("a Job that Argo CD applied is shown once, with its pods", () => {
  const job = readWorkload({ metadata: about("secrets-1", "j") }, { group: "batch", kind: "Job" });
  const pod = readLivePod({
    metadata: about("secrets-1-x", "p", "j"),
    spec: { containers: [{ name: "secrets" }] },
    status: { phase: "Succeeded" },
  });
  const tree = resourceTree([applied("batch", "Job", "secrets-1")], job ? [job, pod] : [pod]);
  expect(tree).toMatchObject([{ name: "secrets-1", children: [{ name: "secrets-1-x", message: "Completed" }] }]);
});

test.each([
  [
    "a pod that can't pull its image",
    { waiting: { reason: "ImagePullBackOff", message: "no such tag" } },
    "Degraded",
    "medusa: ImagePullBackOff: no such tag",
  ],
  [
    "a pod that is being made",
    { waiting: { reason: "ContainerCreating" } },
    "Progressing",
    "0 of 1 containers are ready",
  ],
])("%s is told from its containers", (_what, state, health, message) => {
  const pod = readLivePod({
    metadata: about("x", "p"),
    spec: { containers: [{ name: "medusa" }] },
    status: { phase: "Pending", containerStatuses: [{ name: "medusa", state }] },
  });
  expect(pod).toMatchObject({ health, message });
});

test("a ReplicaSet that may not make pods says why", () => {
  const set = readWorkload(
    {
      metadata: about("medusa-1", "r", "d"),
      spec: { replicas: 1 },
      status: { conditions: [{ type: "ReplicaFailure", status: "True", message: "exceeded quota" }] },
    },
    { group: "apps", kind: "ReplicaSet" },
  );
  expect(set).toMatchObject({ health: "Degraded", message: "exceeded quota" });
});
