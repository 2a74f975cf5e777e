import { expect, test } from "vitest";
import { readConfig } from "./config.ts";

const minimal = {
  AUTH_MODE: "dev",
  GIT_URL: "http://127.0.0.1:7410/stores.git",
  STATE_DIR: "state",
  DATABASE_URL: "postgres://a@127.0.0.1/b",
  SIGNING_KEY_FILE: "key.pem",
};

test("fills in defaults and converts numbers", () => {
  const config = readConfig({ ...minimal, PORT: "7500", SIMULATED: "true", KUBECONFIG: "" });
  expect(config).toMatchObject({ HOST: "127.0.0.1", PORT: 7500, SIMULATED: true, DELETION_GRACE_SECONDS: 300 });
  expect(config.KUBECONFIG).toBeUndefined();
});

test("names every fault at once, each with its fix", () => {
  const read = () => readConfig({ AUTH_MODE: "none", PORT: "http", GIT_URL: "ssh://host/x" });
  expect(read).toThrow(/PORT must be a whole number.*Mend it/);
  expect(read).toThrow(/GIT_URL must be a URL starting with http/);
  expect(read).toThrow(/STATE_DIR is not set/);
  expect(read).toThrow(/AUTH_MODE/);
});

test.each([
  [{ NODE_ENV: "production" }, /never starts with NODE_ENV=production/],
  [{ HOST: "0.0.0.0" }, /can be reached by others/],
])("dev identities are refused where others could use them: %o", (extra, message) => {
  expect(() => readConfig({ ...minimal, ...extra })).toThrow(message);
});

const oidc = {
  ...minimal,
  AUTH_MODE: "oidc",
  OIDC_ISSUER: "https://login.example.com/realms/shops",
  OIDC_AUDIENCE: "api",
};

test("sign-in through a provider serves everybody, in production too", () => {
  const config = readConfig({ ...oidc, NODE_ENV: "production", HOST: "0.0.0.0", OIDC_ADMIN_ROLES: "ops, platform" });
  expect(config).toMatchObject({ OIDC_ID_CLAIM: "email", OIDC_ADMIN_ROLES: ["ops", "platform"], TRUST_PROXY: [] });
});

test.each([
  [{ OIDC_ISSUER: "" }, /OIDC_ISSUER is not set/],
  [{ OIDC_AUDIENCE: "" }, /OIDC_AUDIENCE is not set/],
  [{ OIDC_ISSUER: "http://login.example.com" }, /OIDC_ISSUER must be an https/],
  [{ OIDC_ALGORITHMS: "RS256,HS256" }, /OIDC_ALGORITHMS must be some of/],
  [{ OIDC_ALGORITHMS: "none" }, /OIDC_ALGORITHMS must be some of/],
  [{ OIDC_ALGORITHMS: "," }, /OIDC_ALGORITHMS must name/],
  [{ TRUST_PROXY: "true" }, /TRUST_PROXY must be IP addresses/],
  [{ TRUST_PROXY: "0.0.0.0/0" }, /TRUST_PROXY must be IP addresses/],
  [{ CORS_ORIGINS: "*" }, /CORS_ORIGINS must be origins/],
  [{ CORS_ORIGINS: "https://a.example.com/" }, /CORS_ORIGINS must be origins/],
])("what would open the door too far is refused: %o", (extra, message) => {
  expect(() => readConfig({ ...oidc, ...extra })).toThrow(message);
});

test.each([
  [{ CHANGE_MODE: "pull-request" }, /GIT_PROVIDER=github/],
  [{ GIT_PROVIDER: "github" }, /needs one login/],
  [
    { GIT_PROVIDER: "github", GITHUB_TOKEN: "t", GITHUB_APP_ID: "1", GITHUB_APP_PRIVATE_KEY_FILE: "k" },
    /needs one login/,
  ],
  [{ GIT_PROVIDER: "github", GITHUB_APP_ID: "1" }, /belong together/],
  [{ GIT_PROVIDER: "github", GITHUB_TOKEN: "t", GITHUB_WEBHOOK_SECRET: "short" }, /16 characters/],
])("a repository on GitHub needs what belongs together: %o", (extra, message) => {
  expect(() => readConfig({ ...minimal, ...extra })).toThrow(message);
});

test("a repository on GitHub takes a token or an App", () => {
  const gitHub = { ...minimal, GIT_PROVIDER: "github", CHANGE_MODE: "pull-request" };
  expect(readConfig({ ...gitHub, GITHUB_TOKEN: "t" })).toMatchObject({
    GITHUB_PUSH_INTERVAL_SECONDS: 10,
    GITHUB_PULL_REQUEST_LABELS: ["storeplane"],
  });
  readConfig({ ...gitHub, GITHUB_APP_ID: "1", GITHUB_APP_PRIVATE_KEY_FILE: "key.pem" });
});
