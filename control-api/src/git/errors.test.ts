import { expect, it } from "vitest";
import { classifyRejection, classifyStatus } from "./errors.ts";

it.each([
  ["failed to update ref", ["error: cannot lock ref 'refs/heads/main': is at 1 but expected 2"], "stale"],
  ["failed to update ref", [], "stale"],
  ["non-fast-forward", [], "stale"],
  ["fetch first", [], "stale"],
  ["reference already exists", [], "stale"],
  ["pre-receive hook declined", ["stores/a/acme.yaml is wrong"], "refused"],
  ["pre-receive hook declined", ["fetch first, then try again"], "refused"],
  ["protected branch hook declined", ["GH006: Protected branch update failed"], "refused"],
  ["unpacker error: index-pack abnormal exit", ["fatal: fsck error in packed object"], "refused"],
  ["unpacker error: unpack-objects abnormal exit", ["fatal: write error: No space left on device"], "unavailable"],
  ["Internal Server Error", [], "unavailable"],
  ["repository is over its quota", [], "unavailable"],
  ["something nobody has ever read", [], "unavailable"],
])("reads %j %j as %s", (reason, lines, kind) => {
  expect(classifyRejection(reason, lines).kind).toBe(kind);
});

it("says how to mend what an HTTP status means", () => {
  expect(classifyStatus(401, "").message).toMatch(/GIT_USERNAME/);
  expect(classifyStatus(404, "").message).toMatch(/GIT_URL/);
  expect(classifyStatus(429, "slow down").message).toMatch(/429\. slow down/);
});
