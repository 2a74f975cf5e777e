/** Limits of creations over the API: two control APIs, one PostgreSQL, one Git server. */
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Service } from "../startService.ts";
import { startTestPlatform, type TestPlatform } from "../testing/testPlatform.ts";

const settings = {
  LIMIT_STORES_PER_OWNER: "4",
  LIMIT_CREATIONS_PER_OWNER: "6",
  LIMIT_CREATIONS_PER_IP: "9",
  TRUST_PROXY: "loopback",
  GIT_POLL_SECONDS: "1",
};

let platform: TestPlatform;
let replica: Service;
beforeAll(async () => {
  platform = await startTestPlatform(settings);
  replica = await platform.startReplica();
});
afterAll(() => platform?.close());

let counter = 0;
const newName = () => `limited-${++counter}`;

interface Ask {
  readonly owner: string;
  readonly role?: string;
  readonly from?: string;
  readonly name?: string;
  readonly url?: string;
  readonly key?: string;
  readonly engine?: string;
}

function create({ owner, role = "owner", from = "192.0.2.1", name = newName(), url, key, engine = "medusa" }: Ask) {
  return fetch(`${url ?? platform.url}/api/stores`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-user-id": owner,
      "x-user-role": role,
      "x-forwarded-for": from,
      ...(key !== undefined && { "idempotency-key": key }),
    },
    body: JSON.stringify({ name, engine }),
    signal: AbortSignal.timeout(60_000),
  });
}

async function remove(owner: string, name: string): Promise<void> {
  const answer = await platform.call("DELETE", `/stores/${name}?confirm=${name}`, undefined, {
    "x-user-id": owner,
    "x-user-role": "owner",
  });
  expect(answer.status).toBe(202);
}

const statuses = (answers: readonly Response[]) => {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};

/** Just as many as may be; a busy machine may turn some of them away for the time being, which uses nothing up. */
function expectLimited(answers: readonly Response[], limit: number): void {
  const { 201: created = 0, 429: refused = 0, 503: later = 0, ...others } = statuses(answers);
  expect(others).toEqual({});
  expect(created).toBeLessThanOrEqual(limit);
  expect(created + later).toBeGreaterThanOrEqual(limit);
  expect(refused).toBeGreaterThan(0);
}

/** Each test's owner calls from an address of its own. */
const address = (test: number) => `198.51.100.${test}`;

test("an owner's stores are counted as Git has them, and a deleted one makes room", async () => {
  const owner = "quota@example.com";
  const from = address(1);
  const names = [newName(), newName(), newName(), newName()];
  for (const name of names) expect((await create({ owner, from, name })).status).toBe(201);
  const refused = await create({ owner, from });
  expect(refused.status).toBe(429);
  expect(await refused.json()).toMatchObject({ type: "/problems/stores-per-owner-reached" });
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(refused.headers.get("ratelimit-policy")).toContain('"stores-per-owner";q=4');
  expect(refused.headers.get("ratelimit")).toContain('"stores-per-owner";r=0');
  await remove(owner, names[0] ?? "");
  expect((await create({ owner, from })).status).toBe(201);
});

test("the quota counts what people commit with Git, too", async () => {
  const owner = "pusher@example.com";
  const from = address(2);
  const file = (name: string) =>
    `store:\n  engine: medusa\n  chartVersion: 1.0.0\n  owner: ${owner}\n  displayName: ${name}\n`;
  const { mkdir, writeFile } = await import("node:fs/promises");
  const folder = (await platform.git("rev-parse", "--show-toplevel")).trim();
  await platform.git("pull", "--quiet");
  await mkdir(`${folder}/stores/p`, { recursive: true });
  for (const name of ["pushed-1", "pushed-2", "pushed-3", "pushed-4"])
    await writeFile(`${folder}/stores/p/${name}.yaml`, file(name));
  await platform.git("add", ".");
  await platform.git("-c", "user.name=P", "-c", "user.email=p@example.com", "commit", "--quiet", "-m", "four stores");
  await platform.git("push", "--quiet");
  await expect.poll(async () => (await platform.call("GET", "/stores/pushed-4")).status, { timeout: 20_000 }).toBe(200);
  expect((await create({ owner, from })).status).toBe(429);
});

test("undoing a deletion is no way around the quota", async () => {
  const owner = "undoer@example.com";
  const from = address(3);
  const name = newName();
  expect((await create({ owner, from, name })).status).toBe(201);
  await remove(owner, name);
  for (let i = 0; i < 4; i += 1) expect((await create({ owner, from })).status).toBe(201);
  const who = { "x-user-id": owner, "x-user-role": "owner", "x-forwarded-for": from };
  const history = await platform.call("GET", `/stores/${name}/history`, undefined, who);
  const [deletion] = Array.isArray(history.body.items) ? history.body.items : [];
  const undone = await platform.call("POST", `/stores/${name}/revert`, { commit: deletion.id }, who);
  expect([undone.status, undone.body.type]).toEqual([429, "/problems/stores-per-owner-reached"]);
});

test("an owner creates so many within an hour, then is told when to come back", async () => {
  const owner = "hasty@example.com";
  const from = address(4);
  for (let i = 0; i < 6; i += 1) {
    const name = newName();
    const created = await create({ owner, from, name });
    expect(created.status).toBe(201);
    expect(created.headers.get("ratelimit")).toContain(`"creations-per-owner";r=${5 - i};t=`);
    await remove(owner, name);
  }
  const refused = await create({ owner, from });
  expect(refused.status).toBe(429);
  expect(await refused.json()).toMatchObject({ type: "/problems/creations-per-owner-reached" });
  const wait = Number(refused.headers.get("retry-after"));
  expect(wait).toBeGreaterThan(3_000);
  expect(wait).toBeLessThanOrEqual(3_600);
  // From elsewhere, and from the other replica, it is the same owner.
  expect((await create({ owner, from: address(5), url: replica.url })).status).toBe(429);
});

test("one address creates so many, whoever calls from it; IPv6 counts by the /64", async () => {
  const from = (n: number) => `2001:db8:7:7::${n}`;
  const answers: Response[] = [];
  for (let i = 0; i < 10; i += 1) answers.push(await create({ owner: `many-${i}@example.com`, from: from(i) }));
  expect(answers.map(({ status }) => status)).toEqual([...Array(9).fill(201), 429]);
  expect(await answers[9]?.json()).toMatchObject({ type: "/problems/creations-per-address-reached" });
});

test("admins are exempt", async () => {
  for (let i = 0; i < 8; i += 1)
    expect((await create({ owner: "root@example.com", role: "admin", from: address(6) })).status).toBe(201);
});

test("what failed isn't used up", async () => {
  const owner = "unlucky@example.com";
  const from = address(7);
  const name = newName();
  expect((await create({ owner, from, name })).status).toBe(201);
  for (let i = 0; i < 8; i += 1) {
    expect((await create({ owner, from, name })).status).toBe(409);
    expect((await create({ owner, from, engine: "nope" })).status).toBe(422);
  }
  await platform.stopGit();
  const down = await create({ owner, from });
  await platform.startGit();
  expect(down.status).toBe(503);
  for (let i = 0; i < 3; i += 1) expect((await create({ owner, from })).status).toBe(201);
});

test("a retry with the same Idempotency-Key isn't a second creation, and is answered at the limit, too", async () => {
  const owner = "retrier@example.com";
  const from = address(8);
  const names = [newName(), newName(), newName(), newName()];
  for (const [i, name] of names.entries()) {
    const key = `retry-${i}`;
    const answers = [
      await create({ owner, from, name, key }),
      await create({ owner, from, name, key }),
      await create({ owner, from, name, key, url: replica.url }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
  }
  expect((await create({ owner, from })).status).toBe(429);
  await remove(owner, names[0] ?? "");
  await remove(owner, names[1] ?? "");
  // Four of the six of this hour are used up.
  expect((await create({ owner, from })).status).toBe(201);
  expect((await create({ owner, from })).status).toBe(201);
  await remove(owner, names[2] ?? "");
  const refused = await create({ owner, from });
  expect(await refused.json()).toMatchObject({ type: "/problems/creations-per-owner-reached" });
});

test("many at once, over two replicas, don't get past the quota", async () => {
  const owner = "crowd@example.com";
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, i) =>
      create({ owner, from: `203.0.113.${i}`, url: i % 2 === 0 ? platform.url : replica.url }),
    ),
  );
  expectLimited(answers, 4);
});

test("one Idempotency-Key for many stores is no way around the limits", async () => {
  const owner = "keyed@example.com";
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      create({ owner, from: address(11), key: "always-the-same", url: i % 2 === 0 ? platform.url : replica.url }),
    ),
  );
  const { 201: created = 0, ...refused } = statuses(answers);
  expect([created, Object.keys(refused)]).toEqual([1, ["422"]]);
});

test("many at once, over two replicas, don't get past the address's limit", async () => {
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, i) =>
      create({ owner: `c${i}@example.com`, from: "203.0.113.200", url: i % 2 === 0 ? platform.url : replica.url }),
    ),
  );
  expectLimited(answers, 9);
});

test("a database that is slow opens nothing", async () => {
  const client = new Client({ connectionString: platform.postgres.url });
  await client.connect();
  await client.query("begin; lock table creations in access exclusive mode");
  const asking = Array.from({ length: 40 }, (_, i) =>
    create({ owner: `s${i}@example.com`, from: "203.0.113.201", url: i % 2 === 0 ? platform.url : replica.url }),
  );
  const { rows } = await client.query("select pg_sleep(4)");
  expect(rows).toHaveLength(1);
  await client.query("commit");
  await client.end();
  expectLimited(await Promise.all(asking), 9);
});

test("an hour later there is room again", async () => {
  const owner = "patient@example.com";
  const from = address(9);
  for (let i = 0; i < 6; i += 1) {
    const name = newName();
    expect((await create({ owner, from, name, url: replica.url })).status).toBe(201);
    await expect
      .poll(async () => (await platform.call("GET", `/stores/${name}`)).status, { timeout: 20_000 })
      .toBe(200);
    await remove(owner, name);
  }
  // This replica has created none of them, so the database alone tells it.
  expect((await create({ owner, from })).status).toBe(429);
  const client = new Client({ connectionString: platform.postgres.url });
  await client.connect();
  await client.query("update creations set at = at - interval '61 minutes' where owner = $1", [owner]);
  await client.end();
  expect((await create({ owner, from })).status).toBe(201);
});

test("while PostgreSQL is down stores are created, and each replica limits them on its own", async () => {
  const owner = "outage@example.com";
  await platform.postgres.stop();
  try {
    const answers: Response[] = [];
    for (let i = 0; i < 5; i += 1) answers.push(await create({ owner, from: address(10) }));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 429]);
    const fromOne: Response[] = [];
    for (let i = 0; i < 6; i += 1) fromOne.push(await create({ owner: `o${i}@example.com`, from: address(10) }));
    expect(statuses(fromOne)).toEqual({ 201: 5, 429: 1 });
  } finally {
    await platform.postgres.start();
  }
});

test("requests that met a limit are counted by which", async () => {
  const ask = { owner: "counted@example.com", from: "198.51.100.77" };
  const answers = [];
  for (let index = 0; index < 5; index += 1) answers.push(await create(ask));
  expect(answers.at(-1)?.status).toBe(429);
  const { body } = await platform.call("GET", "/metrics");
  expect(body.text).toMatch(/storeplane_limit_hits_total\{limit="stores-per-owner"\} [1-9]/);
});
