import type { V1PersistentVolumeClaim } from "@kubernetes/client-node";
import { expect, test } from "vitest";
import { volumeFor } from "./volumes.ts";

const claim: V1PersistentVolumeClaim = {
  metadata: {
    name: "data",
    namespace: "store-acme",
    uid: "1-2-3",
    annotations: { "volume.kubernetes.io/selected-node": "simulated-1" },
  },
  spec: {
    storageClassName: "simulated",
    accessModes: ["ReadWriteOnce"],
    resources: { requests: { storage: "2Gi" } },
  },
  status: { phase: "Pending" },
};

test("a claim that the scheduler has placed gets a volume of its size, bound to it and to nobody else", () => {
  expect(volumeFor(claim)).toMatchObject({
    metadata: { name: "pvc-1-2-3" },
    spec: { capacity: { storage: "2Gi" }, claimRef: { namespace: "store-acme", name: "data", uid: "1-2-3" } },
  });
});

test("a claim without a pod, with a volume, or of another class gets none", () => {
  expect(volumeFor({ ...claim, metadata: { ...claim.metadata, annotations: {} } })).toBeUndefined();
  expect(volumeFor({ ...claim, spec: { ...claim.spec, volumeName: "pvc-0" } })).toBeUndefined();
  expect(volumeFor({ ...claim, spec: { ...claim.spec, storageClassName: "fast" } })).toBeUndefined();
});
