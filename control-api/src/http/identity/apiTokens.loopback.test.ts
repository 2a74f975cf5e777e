/** API tokens against a real PostgreSQL, with two control APIs over it. */
import { Client } from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { Service } from "../../startService.ts";
import { type Answer, startTestPlatform, type TestPlatform } from "../../testing/testPlatform.ts";
import * as shapes from "../schemas.ts";

/** A busy machine may take long. */
const patiently = { timeout: 20_000, interval: 100 };

let platform: TestPlatform;
let replica: Service;
beforeAll(async () => {
  platform = await startTestPlatform();
  replica = await platform.startReplica();
});
afterAll(() => platform?.close());

const as = (id: string, role: string) => ({ "x-user-id": id, "x-user-role": role });
const alice = as("alice@example.com", "owner");
const bob = as("bob@example.com", "owner");
const eve = as("eve@example.com", "viewer");
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

async function make(who: Record<string, string>, body: object = { name: "pipeline" }) {
  const answer = await platform.call("POST", "/tokens", body, who);
  expect(answer.status).toBe(201);
  return shapes.createdToken.parse(answer.body);
}
const list = async (who: Record<string, string>) =>
  shapes.tokenList.parse((await platform.call("GET", "/tokens", undefined, who)).body).items;
const userOf = (answer: Answer) => shapes.platform.parse(answer.body).user;

async function query(sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: platform.postgres.url });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows;
  } finally {
    await client.end();
  }
}

test("a token acts as whoever made it, is shown once, and only its hash is kept", async () => {
  const made = await make(alice);
  expect(made.token).toMatch(new RegExp(`^${made.prefix}_[\\w-]{43}$`));
  expect(made).toMatchObject({ name: "pipeline", owner: "alice@example.com", role: "owner" });
  const me = await platform.call("GET", "/platform", undefined, { ...eve, ...bearer(made.token) });
  expect(userOf(me)).toEqual({ id: "alice@example.com", role: "owner" });
  const listed = await platform.call("GET", "/tokens", undefined, alice);
  const secret = made.token.slice(made.prefix.length + 1);
  expect(JSON.stringify(listed.body)).not.toContain(secret);
  const stored = await query("select row_to_json(t)::text as row from api_tokens t");
  expect(JSON.stringify(stored)).not.toContain(secret);
  expect(JSON.stringify(stored)).not.toContain(Buffer.from(secret, "base64url").toString("hex"));
});

test("what is done with a token is in its user's name, and in the audit log under the token", async () => {
  const { token, id } = await make(alice);
  const created = await platform.call("POST", "/stores", { name: "by-token", engine: "medusa" }, bearer(token));
  expect(shapes.changeResult.parse(created.body).store?.owner).toBe("alice@example.com");
  await vi.waitFor(async () => {
    const rows = await query("select actor, via from audit_log where store = 'by-token'");
    expect(rows).toEqual([{ actor: "alice@example.com", via: `token ${id}` }]);
  }, patiently);
  await vi.waitFor(async () => {
    expect((await list(alice)).find((one) => one.id === id)?.lastUsedAt).toBeDefined();
  }, patiently);
});

test.each([
  ["owner", { ...alice }, "admin"],
  ["owner, who sees only their own stores,", { ...alice }, "viewer"],
  ["viewer", { ...eve }, "owner"],
  ["viewer", { ...eve }, "admin"],
])("an %s can't make a token that may do more: %s", async (_role, who, role) => {
  const answer = await platform.call("POST", "/tokens", { name: "more", role }, who);
  expect([answer.status, answer.body.type]).toEqual([403, "/problems/role-too-high"]);
});

test("an admin can make a token that may do less", async () => {
  const { token } = await make({}, { name: "reader", role: "viewer" });
  expect((await platform.call("POST", "/stores", { name: "x1", engine: "medusa" }, bearer(token))).status).toBe(403);
  expect((await platform.call("GET", "/stores", undefined, bearer(token))).status).toBe(200);
});

test("owners see and revoke their own tokens, admins all", async () => {
  const bobs = await make(bob);
  const alices = await make(alice);
  expect((await list(bob)).map(({ id }) => id)).toEqual([bobs.id]);
  expect((await list({})).map(({ id }) => id)).toEqual(expect.arrayContaining([bobs.id, alices.id]));
  const foreign = await platform.call("DELETE", `/tokens/${bobs.id}`, undefined, alice);
  const absent = await platform.call("DELETE", "/tokens/aaaaaaaaaaaa", undefined, alice);
  expect([foreign.status, absent.status]).toEqual([404, 404]);
  expect((await platform.call("GET", "/platform", undefined, bearer(bobs.token))).status).toBe(200);
  expect((await platform.call("DELETE", `/tokens/${bobs.id}`, undefined, bob)).status).toBe(204);
  expect((await platform.call("DELETE", `/tokens/${alices.id}`)).status).toBe(204);
  await vi.waitFor(async () => {
    const rows = await query("select actor, outcome from audit_log where action = 'token.delete' and target = $1", [
      bobs.id,
    ]);
    expect(rows).toEqual(
      expect.arrayContaining([
        { actor: "alice@example.com", outcome: "not-found" },
        { actor: "bob@example.com", outcome: "ok" },
      ]),
    );
  }, patiently);
});

test("a revoked token is refused at once by every replica, and its event stream ends", async () => {
  const { token, id } = await make(alice);
  const asked = () => fetch(`${replica.url}/api/stores`, { headers: bearer(token) });
  expect((await asked()).status).toBe(200);
  const stream = await fetch(`${replica.url}/api/stream`, { headers: bearer(token) });
  await platform.call("DELETE", `/tokens/${id}`, undefined, alice);
  const refused = await asked();
  expect(refused.status).toBe(401);
  expect(refused.headers.get("www-authenticate")).toContain('error="invalid_token"');
  await expect(stream.text()).rejects.toThrow();
});

test("an expired token is refused, and none is made that would be", async () => {
  const { token, id } = await make(alice, { name: "short", expiresAt: new Date(Date.now() + 60_000).toISOString() });
  expect((await platform.call("GET", "/stores", undefined, bearer(token))).status).toBe(200);
  await query("update api_tokens set expires_at = now() - interval '1 second' where id = $1", [id]);
  const refused = await platform.call("GET", "/stores", undefined, bearer(token));
  expect(refused.status).toBe(401);
  expect(refused.body.detail).toContain("expired");
  const past = { name: "past", expiresAt: "2020-01-01T00:00:00Z" };
  expect((await platform.call("POST", "/tokens", past, alice)).status).toBe(422);
});

test("neither a guessed secret, nor another's, nor a token that never was gets in", async () => {
  const { token, prefix } = await make(alice);
  const other = await make(alice);
  const wrong = [`${prefix}_${"A".repeat(43)}`, `${prefix}${other.token.slice(other.prefix.length)}`, `${token}A`];
  for (const text of [...wrong, `sp_aaaaaaaaaaaa_${"A".repeat(43)}`, `sp_aaaaaaaaaaaa_${"A".repeat(42)}_`, "sp_"])
    expect([text, (await platform.call("GET", "/stores", undefined, bearer(text))).status]).toEqual([text, 401]);
});

test("a token can't make another, nor revoke one", async () => {
  const { token, id } = await make({});
  for (const answer of [
    await platform.call("POST", "/tokens", { name: "child" }, bearer(token)),
    await platform.call("DELETE", `/tokens/${id}`, undefined, bearer(token)),
  ])
    expect([answer.status, answer.body.type]).toEqual([403, "/problems/sign-in-required"]);
});

test("nobody has more than a hundred, however quickly they are made", async () => {
  const who = as("maker@example.com", "owner");
  const answers = await Promise.all(
    Array.from({ length: 110 }, () => platform.call("POST", "/tokens", { name: "one of many" }, who)),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(100);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(10);
});

test("while PostgreSQL is down no token gets in, and nobody else is kept out", async () => {
  const { token } = await make({});
  await platform.postgres.stop();
  try {
    const refused = await platform.call("GET", "/stores", undefined, bearer(token));
    expect([refused.status, refused.body.type]).toEqual([503, "/problems/database-unavailable"]);
    expect(refused.headers.get("retry-after")).toBe("5");
    expect((await platform.call("GET", "/tokens", undefined, alice)).status).toBe(503);
    expect((await platform.call("GET", "/stores", undefined, alice)).status).toBe(200);
  } finally {
    await platform.postgres.start();
  }
  expect((await platform.call("GET", "/stores", undefined, bearer(token))).status).toBe(200);
});
