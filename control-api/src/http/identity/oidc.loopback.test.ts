/** Sign-in through a real OpenID provider, over the API. */
import { createHmac } from "node:crypto";
import { exportSPKI, importJWK, type JWTPayload, SignJWT } from "jose";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startOpenIdProvider, type TestProvider } from "../../testing/openIdProvider.ts";
import { type Answer, startTestPlatform, type TestPlatform } from "../../testing/testPlatform.ts";
import * as shapes from "../schemas.ts";

/** A busy machine may take long. */
const patiently = { timeout: 20_000, interval: 100 };

const email = (name: string) => ({ email: `${name}@example.com`, email_verified: true });
const roles = (...names: string[]) => ({ realm_access: { roles: names.map((name) => `storeplane-${name}`) } });

let provider: TestProvider;
let platform: TestPlatform;
beforeAll(async () => {
  provider = await startOpenIdProvider({
    ada: { ...email("Ada"), ...roles("admin") },
    olga: { ...email("olga"), ...roles("owner") },
    both: { ...email("both"), ...roles("viewer", "owner") },
    nobody: { ...email("nobody"), realm_access: { roles: ["admin", "owner"] } },
    unverified: { email: "ada@example.com", email_verified: false, ...roles("admin") },
    unsaid: { email: "ada@example.com", ...roles("admin") },
    spaced: { email: "ada @example.com", email_verified: true, ...roles("admin") },
  });
  platform = await startTestPlatform({
    AUTH_MODE: "oidc",
    OIDC_ISSUER: provider.issuer,
    OIDC_AUDIENCE: "storeplane",
    OIDC_AUDIENCE_PARAMETER: "resource",
    OIDC_CLIENT_ID: "dashboard",
    OIDC_ROLES_CLAIM: "realm_access.roles",
    OIDC_CLOCK_SKEW_SECONDS: "30",
  });
});
afterAll(async () => {
  await platform?.close();
  await provider?.stop();
});

const whoAmI = (token: string) => platform.call("GET", "/platform", undefined, { authorization: `Bearer ${token}` });
const userOf = (answer: Answer) => shapes.platform.parse(answer.body).user;
const without = (name: string) => Object.fromEntries(Object.entries(good()).filter(([claim]) => claim !== name));
const medusa = (name: string) => ({ name, engine: "medusa" });
const now = () => Math.floor(Date.now() / 1000);
const good = (): JWTPayload => ({
  iss: provider.issuer,
  aud: "storeplane",
  sub: "ada",
  exp: now() + 300,
  ...email("ada"),
  ...roles("admin"),
});

test.each([
  ["ada", { id: "ada@example.com", role: "admin" }],
  ["olga", { id: "olga@example.com", role: "owner" }],
  ["both", { id: "both@example.com", role: "owner" }],
])("the provider's token of %s says who it is and what they may do", async (client, user) => {
  const answer = await whoAmI(await provider.token(client));
  expect(answer.status).toBe(200);
  expect(userOf(answer)).toEqual(user);
});

test("whoever isn't signed in learns how to, and nothing else", async () => {
  const { status, body } = await platform.call("GET", "/platform");
  expect(status).toBe(200);
  expect(body).toEqual({
    domain: "localhost",
    simulated: false,
    auth: {
      mode: "oidc",
      issuer: provider.issuer,
      clientId: "dashboard",
      scopes: ["openid", "profile", "email"],
      audience: { parameter: "resource", value: "storeplane" },
    },
    git: { connected: expect.any(Boolean) },
    argocd: { connected: false },
    startup: [],
  });
  const refused = await platform.call("GET", "/stores");
  expect(refused.status).toBe(401);
  expect(refused.headers.get("www-authenticate")).toBe('Bearer realm="storeplane"');
  const live = await platform.call("GET", "/health/live");
  expect(live.status).toBe(200);
  // The dashboard's pages may call where it signs in, and nowhere else.
  expect(live.headers.get("content-security-policy")).toContain(`connect-src 'self' ${provider.issuer};`);
});

test("a person signs in with what GET /api/platform tells: authorization code and PKCE, no secret", async () => {
  const { auth } = shapes.platform.parse((await platform.call("GET", "/platform")).body);
  const token = await provider.signIn("olga", { clientId: auth.clientId ?? "", scopes: auth.scopes ?? [] });
  expect(userOf(await whoAmI(token))).toEqual({ id: "olga@example.com", role: "owner" });
  const created = await platform.call("POST", "/stores", medusa("by-olga"), { authorization: `Bearer ${token}` });
  expect(shapes.changeResult.parse(created.body).store?.owner).toBe("olga@example.com");
});

test("what development mode believes is nothing here", async () => {
  const headers = { "x-user-id": "ada@example.com", "x-user-role": "admin" };
  expect((await platform.call("GET", "/stores", undefined, headers)).status).toBe(401);
  expect((await platform.call("GET", "/stream?user=ada@example.com&role=admin")).status).toBe(401);
  const token = await provider.token("ada");
  expect((await platform.call("GET", `/stores?access_token=${token}`)).status).toBe(401);
  expect((await platform.call("GET", "/stores", undefined, { cookie: `token=${token}` })).status).toBe(401);
});

const refusals: [string, () => Promise<string>, RegExp][] = [
  ["another issuer", () => provider.forged({ ...good(), iss: "https://evil.example.com" }), /another issuer/],
  ["another audience", () => provider.token("ada", "other-service"), /another audience/],
  ["no audience", () => provider.forged(without("aud")), /aud|audience/],
  ["an expired token", () => provider.forged({ ...good(), exp: now() - 31 }), /expired/],
  ["one that never expires", () => provider.forged(without("exp")), /exp/],
  ["one that isn't valid yet", () => provider.forged({ ...good(), nbf: now() + 60 }), /isn't valid yet/],
  ["a log-out notice", () => provider.forged(good(), { typ: "logout+jwt" }), /no access token/],
  ["an unverified e-mail address", () => provider.token("unverified"), /isn't verified/],
  ["an e-mail address nothing is said of", () => provider.token("unsaid"), /isn't verified/],
  ["an id that can't be in a commit", () => provider.token("spaced"), /printable ASCII/],
  ["no id", () => provider.forged(without("email")), /email/],
  ["what is no token", async () => "abc.def", /no signed JSON Web Token/],
  [
    "a changed token",
    async () => {
      const [head, , signature] = (await provider.token("olga")).split(".");
      return [head, encode(good()), signature].join(".");
    },
    /signature is wrong/,
  ],
  ["alg none", async () => `${encode({ alg: "none", typ: "at+jwt" })}.${encode(good())}.`, /doesn't take/],
  [
    "HS256 with the public key as the secret",
    async () => {
      const key = await importJWK(provider.publicJwk(), "RS256", { extractable: true });
      if (key instanceof Uint8Array) throw new Error("no public key");
      const text = `${encode({ alg: "HS256", typ: "at+jwt", kid: provider.publicJwk().kid })}.${encode(good())}`;
      return `${text}.${createHmac("sha256", await exportSPKI(key))
        .update(text)
        .digest("base64url")}`;
    },
    /doesn't take/,
  ],
  [
    "a key that the token brings along",
    async () => {
      const { generateKeyPair, exportJWK } = await import("jose");
      const own = await generateKeyPair("RS256", { extractable: true });
      return new SignJWT(good())
        .setProtectedHeader({ alg: "RS256", typ: "at+jwt", jwk: await exportJWK(own.publicKey) })
        .sign(own.privateKey);
    },
    /signature is wrong/,
  ],
];

test.each(refusals)("%s is refused", async (_what, make, words) => {
  const answer = await whoAmI(await make());
  expect(answer.status).toBe(401);
  expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer realm="storeplane", error="invalid_token"/);
  expect(answer.body.detail).toMatch(words);
});

test("within the tolerance clocks may differ", async () => {
  expect((await whoAmI(await provider.forged({ ...good(), exp: now() - 10 }))).status).toBe(200);
  expect((await whoAmI(await provider.forged({ ...good(), nbf: now() + 10 }))).status).toBe(200);
});

test("a good token without a role of ours may do nothing, and the attempt is known as theirs", async () => {
  const authorization = `Bearer ${await provider.token("nobody")}`;
  const refused = await platform.call("POST", "/stores", { name: "no-role", engine: "medusa" }, { authorization });
  expect(refused.status).toBe(403);
  expect(refused.headers.get("www-authenticate")).toContain("insufficient_scope");
  const admin = { authorization: `Bearer ${await provider.token("ada")}` };
  await vi.waitFor(async () => {
    const { body } = await platform.call("GET", "/audit?actor=nobody@example.com", undefined, admin);
    expect(shapes.attemptList.parse(body).items).toMatchObject([{ action: "store.create", outcome: "no-role" }]);
  }, patiently);
});

test("a malformed header is a bad request, and another scheme is no sign-in", async () => {
  const malformed = await platform.call("GET", "/stores", undefined, { authorization: "Bearer two words" });
  expect(malformed.status).toBe(400);
  expect(malformed.headers.get("www-authenticate")).toContain('error="invalid_request"');
  expect((await platform.call("GET", "/stores", undefined, { authorization: "Basic YTpi" })).status).toBe(401);
});

test("the event stream takes the token in its header and ends with it", async () => {
  const token = await provider.forged({ ...good(), exp: now() - 24 });
  const response = await fetch(`${platform.url}/api/stream`, { headers: { authorization: `Bearer ${token}` } });
  expect(response.status).toBe(200);
  // Is cut by itself: the token is good for six more seconds of tolerance.
  await expect(response.text()).rejects.toThrow();
});

test("while the provider is down, kept keys serve on; a new start waits for it", async () => {
  const token = await provider.token("ada");
  await provider.stop();
  expect((await whoAmI(token)).status).toBe(200);
  const replica = await platform.startReplica();
  const ask = (headers: Record<string, string>) => fetch(`${replica.url}/api/stores`, { headers });
  const refused = await ask({ authorization: `Bearer ${token}` });
  expect(refused.status).toBe(503);
  expect(refused.headers.get("retry-after")).toBe("5");
  expect(await refused.json()).toMatchObject({ type: "/problems/sign-in-unavailable" });
  expect((await fetch(`${replica.url}/api/health/live`)).status).toBe(200);
  expect((await ask({})).status).toBe(401);
  await provider.start();
  await vi.waitFor(async () => expect((await ask({ authorization: `Bearer ${token}` })).status).toBe(200), {
    timeout: 30_000,
    interval: 500,
  });
});

test("a rotated key is taken up, and tokens of the old one are refused", async () => {
  const old = await provider.token("ada");
  await provider.rotate();
  const fresh = await provider.token("ada");
  await vi.waitFor(async () => expect((await whoAmI(fresh)).status).toBe(200), { timeout: 30_000, interval: 500 });
  expect((await whoAmI(old)).status).toBe(401);
});

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
