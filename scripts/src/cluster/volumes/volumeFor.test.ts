import type { V1PersistentVolumeClaim } from "@kubernetes/client-node";
import { expect, test } from "vitest";
import { folderOf, volumeFor } from "./volumeFor.ts";

const claim: V1PersistentVolumeClaim = {
  metadata: {
    name: "data",
    namespace: "store-acme",
    uid: "1-2-3",
  },
  spec: {
    storageClassName: "local",
    accessModes: ["ReadWriteOnce"],
    resources: { requests: { storage: "2Gi" } },
  },
  status: { phase: "Pending" },
};

test("a claim gets a volume of its size, bound to it and to nobody else, in a folder that tells whose it is", () => {
  expect(volumeFor(claim, "/volumes")).toMatchObject({
    metadata: { name: "pvc-1-2-3" },
    spec: {
      capacity: { storage: "2Gi" },
      claimRef: { namespace: "store-acme", name: "data", uid: "1-2-3" },
      hostPath: { path: "/volumes/pvc-1-2-3_store-acme_data" },
    },
  });
});

test("a claim with a volume, on its way out, or of another class gets none", () => {
  const { metadata, spec } = claim;
  expect(volumeFor({ ...claim, spec: { ...spec, volumeName: "pvc-0" } }, "/volumes")).toBeUndefined();
  expect(volumeFor({ ...claim, spec: { ...spec, storageClassName: "fast" } }, "/volumes")).toBeUndefined();
  expect(volumeFor({ ...claim, metadata: { ...metadata, deletionTimestamp: new Date() } }, "/volumes")).toBeUndefined();
});

test("only a folder that was made for a volume counts as its own, so nothing else is ever removed", () => {
  const volume = volumeFor(claim, "/volumes");
  if (!volume?.spec) throw new Error("no volume");
  expect(folderOf(volume, "/volumes")).toBe("/volumes/pvc-1-2-3_store-acme_data");
  const at = (path: string) => ({ ...volume, spec: { ...volume.spec, hostPath: { path } } });
  for (const path of ["/", "/volumes", "/volumes/other", "/etc/pvc-1-2-3_store-acme_data", "/volumes/pvc-1-2-3_x/y"])
    expect(folderOf(at(path), "/volumes")).toBeUndefined();
  expect(folderOf({ ...volume, spec: { ...volume.spec, storageClassName: "fast" } }, "/volumes")).toBeUndefined();
});
