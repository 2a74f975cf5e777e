import { expect, it } from "vitest";
import { classifyGitHubAnswer, classifyRejection, classifyStatus } from "./errors.ts";

const cases: readonly (readonly [server: string, reason: string, lines: readonly string[], kind: string])[] = [
  ["Git", "failed to update ref", ["error: cannot lock ref 'refs/heads/main': is at 1 but expected 2"], "stale"],
  ["Git", "failed to update ref", [], "stale"],
  ["Git", "non-fast-forward", [], "stale"],
  ["Git", "fetch first", [], "stale"],
  ["Git", "reference already exists", [], "stale"],
  ["newer Git", "incorrect old value provided", [], "stale"],
  ["Git", "pre-receive hook declined", ["stores/a/acme.yaml is wrong"], "refused"],
  ["Git", "pre-receive hook declined", ["fetch first, then try again"], "refused"],
  ["Git", "pre-receive hook declined", ["stores/a/acme.yaml: plan: quota exceeded is no plan"], "refused"],
  ["Git", "deletion prohibited", [], "refused"],
  ["Git", "missing necessary objects", [], "refused"],
  ["Git", "unpacker error: index-pack abnormal exit", ["fatal: fsck error in packed object"], "refused"],
  [
    "Git",
    "unpacker error: unpack-objects abnormal exit",
    ["fatal: write error: No space left on device"],
    "unavailable",
  ],
  ["Git", "something nobody has ever read", [], "unavailable"],
  ["GitHub", "fetch first", [], "stale"],
  [
    "GitHub",
    "cannot lock ref 'refs/heads/main': is at 0c3c2cb but expected 4ac8a1f",
    ["error: cannot lock ref 'refs/heads/main': is at 0c3c2cb but expected 4ac8a1f"],
    "stale",
  ],
  [
    "GitHub",
    "protected branch hook declined",
    [
      "error: GH006: Protected branch update failed for refs/heads/main.",
      "error: Changes must be made through a pull request.",
    ],
    "protected",
  ],
  [
    "GitHub",
    "push declined due to repository rule violations",
    [
      "error: GH013: Repository rule violations found for refs/heads/main.",
      "- Changes must be made through a pull request.",
    ],
    "protected",
  ],
  [
    "GitHub",
    "push declined due to email privacy restrictions",
    ["error: GH007: Your push would publish a private email address."],
    "refused",
  ],
  ["GitHub", "pre-receive hook declined", ["error: GH001: Large files detected."], "refused"],
  ["GitHub", "failure", ["fatal error in commit_refs"], "unavailable"],
  ["GitHub", "Internal Server Error", ["Internal Server Error"], "unavailable"],
  ["GitHub", "repository is over its quota", [], "unavailable"],
  [
    "GitLab",
    "pre-receive hook declined",
    ["GitLab: You are not allowed to push code to protected branches on this project."],
    "protected",
  ],
  ["GitLab", "pre-receive hook declined", ["GitLab: Commit must be signed with a GPG key"], "refused"],
  ["GitLab", "pre-receive hook declined", ["GitLab: You are not allowed to push code to this project."], "unavailable"],
  [
    "GitLab",
    "pre-receive hook declined",
    ["GitLab: Your push has been rejected, because this repository has exceeded its size limit of 100 MB by 160 MB."],
    "unavailable",
  ],
  ["GitLab", "pre-receive hook declined", ["GitLab: Internal API unreachable"], "unavailable"],
  [
    "GitLab",
    "pre-receive hook declined",
    ["GitLab: You can't push code to a read-only GitLab instance."],
    "unavailable",
  ],
  ["Gitea", "pre-receive hook declined", ["Gitea: Not allowed to push to protected branch main"], "protected"],
  ["Gitea", "pre-receive hook declined", ["Gitea: User permission denied for writing."], "unavailable"],
  ["Forgejo", "pre-receive hook declined", ["Forgejo: Not allowed to push to protected branch main"], "protected"],
  ["Forgejo", "pre-receive hook declined", ["Forgejo: Quota exceeded"], "unavailable"],
  ["Forgejo", "pre-receive hook declined", ["error: User permission denied for writing."], "unavailable"],
  ["Bitbucket Cloud", "pre-receive hook declined", ["Permission denied to update branch main."], "protected"],
  [
    "Bitbucket Cloud",
    "pre-receive hook declined",
    ["Repository is over the size limit (4 GB) and will not accept further additions."],
    "unavailable",
  ],
  [
    "Bitbucket Data Center",
    "pre-receive hook declined",
    [
      "Branch refs/heads/main can only be modified through pull requests.",
      "Check your branch permissions configuration with the project administrator.",
    ],
    "protected",
  ],
];

it.each(cases)("reads what %s says, %j %j, as %s", (_, reason, lines, kind) => {
  const rejection = classifyRejection(reason, lines);
  // A branch that takes pull requests only comes with the way out.
  const found = rejection.kind === "refused" && rejection.remedy !== undefined ? "protected" : rejection.kind;
  expect(found).toBe(kind);
});

it("says how to mend what an HTTP status means", () => {
  expect(classifyStatus(401, "").message).toMatch(/GIT_USERNAME/);
  expect(classifyStatus(404, "").message).toMatch(/GIT_URL/);
  expect(classifyStatus(429, "slow down").message).toMatch(/429\)\. slow down/);
  expect(classifyStatus(413, "").message).toMatch(/size \(413\)/);
  expect(classifyStatus(500, "oops").message).toMatch(/500\. oops/);
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
