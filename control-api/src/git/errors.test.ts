import { expect, it } from "vitest";
import { classifyGitHubAnswer, classifyRejection, classifyStatus } from "./errors.ts";

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

const now = 1_700_000_000_000;

it.each([
  [422, "Update is not a fast forward", "stale"],
  [422, "Reference already exists", "stale"],
  [409, "Cannot lock ref", "stale"],
  [422, "Reference does not exist", "unavailable"],
  [409, "Git Repository is empty.", "unavailable"],
  [422, "Repository rule violations found\n\nChanges must be made through a pull request.", "refused"],
  [422, 'Required status check "validate" is expected.', "refused"],
  [403, "Protected branch update failed for refs/heads/main.", "refused"],
  [422, "Commits must have verified signatures.", "refused"],
  [422, "Invalid request", "refused"],
  [403, "Resource not accessible by integration", "unavailable"],
  [401, "Bad credentials", "unavailable"],
  [404, "Not Found", "unavailable"],
])("reads GitHub's %d %j as %s", (status, message, kind) => {
  expect(classifyGitHubAnswer({ status, message, headers: {} }, now).kind).toBe(kind);
});

it.each([
  ["Retry-After", 403, "You have exceeded a secondary rate limit", { "retry-after": "17" }, 17],
  [
    "the reset of the quota",
    403,
    "API rate limit exceeded",
    { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(now / 1000 + 40) },
    40,
  ],
  ["a minute when it isn't said", 429, "Too many requests", {}, 60],
])("knows how long GitHub wants to be left alone: %s", (_from, status, message, headers, retryAfter) => {
  expect(classifyGitHubAnswer({ status, message, headers }, now)).toMatchObject({ kind: "unavailable", retryAfter });
});

it("says how to mend what GitHub refuses", () => {
  const reason = (status: number, message: string) => {
    const found = classifyGitHubAnswer({ status, message, headers: {} }, now);
    return "reason" in found ? found.reason : "";
  };
  expect(reason(401, "Bad credentials")).toMatch(/GITHUB_TOKEN/);
  expect(reason(403, "Resource not accessible by integration")).toMatch(/docs\/github\.md/);
  expect(reason(404, "Not Found")).toMatch(/GIT_URL/);
});
