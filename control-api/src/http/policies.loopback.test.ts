/** Every route for every role, on a store of one's own, another's, and one that isn't there: a new route is in the table by itself. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Service } from "../startService.ts";
import { startTestPlatform, type TestPlatform } from "../testing/testPlatform.ts";
import { isWithin, policies, type Role, type Scope } from "./policies.ts";
import type { Route } from "./route.ts";
import { routes } from "./routes/routes.ts";
import * as shapes from "./schemas.ts";

/** What anybody may ask without signing in; a route gets in here by decision only. */
const openToAll = ["getHealth", "getLiveness", "getReadiness", "getMetrics", "gitPushed", "receiveGitHubWebhook"];
const alsoForVisitors = ["getPlatform"];

const roles: readonly Role[] = ["admin", "owner", "viewer"];
const owners = ["own", "foreign", "absent"] as const;
type Whose = (typeof owners)[number];

const me = (role: Role) => `me-${role}@example.com`;
const somebody = "somebody@example.com";
const storeOf = (whose: Whose, role: Role) => (whose === "own" ? `own-${role}` : `${whose}-store`);

let platform: TestPlatform;
let signedOut: Service;
const commits = new Map<string, string>();
const tokens = new Map<string, string>();

beforeAll(async () => {
  platform = await startTestPlatform();
  signedOut = await platform.startReplica({
    AUTH_MODE: "oidc",
    OIDC_ISSUER: "http://127.0.0.1:1",
    OIDC_AUDIENCE: "storeplane",
  });
  const people = [...roles.map((role) => [me(role), storeOf("own", role)]), [somebody, "foreign-store"]] as const;
  for (const [id = "", name = ""] of people) {
    const who = { "x-user-id": id, "x-user-role": "owner" };
    const made = await platform.call("POST", "/stores", { name, engine: "medusa" }, who);
    commits.set(name, shapes.changeResult.parse(made.body).commit.id);
    const token = await platform.call("POST", "/tokens", { name: "one" }, who);
    tokens.set(name, shapes.createdToken.parse(token.body).id);
  }
});
afterAll(() => platform?.close());

interface Asked {
  readonly status: number;
  readonly text: string;
}

/** Asks without doing: where a route takes a body it gets one that it refuses, but only after it has looked at who asks. */
async function ask(route: Route, url: string, store: string, who?: Record<string, string>): Promise<Asked> {
  const values: Record<string, string> = {
    name: store,
    // A commit of its own; for the platform's own routes one that isn't there, so that nothing is undone.
    commit: (route.path.includes("{name}") ? commits.get(store) : undefined) ?? "0".repeat(40),
    // No upgrade is any owner's: one that isn't there does.
    id: route.path.startsWith("/upgrades") ? "0".repeat(32) : (tokens.get(store) ?? "absentabsent"),
  };
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_all, key: string) => values[key] ?? "nothing");
  const ended = new AbortController();
  const response = await fetch(`${url}/api${path}`, {
    method: route.method.toUpperCase(),
    headers: { ...who, ...(route.schemas.body && { "content-type": "text/plain" }) },
    ...(route.schemas.body && { body: "none of yours" }),
    signal: AbortSignal.any([ended.signal, AbortSignal.timeout(30_000)]),
  });
  if (response.headers.get("content-type")?.startsWith("text/event-stream") !== true)
    return { status: response.status, text: await response.text() };
  const reader = response.body?.getReader();
  let text = "";
  while (reader && !text.includes("event: ready")) text += new TextDecoder().decode((await reader.read()).value);
  ended.abort();
  return { status: response.status, text };
}

const scopeOf = (route: Route, role: Role): Scope | undefined => {
  const policy: Partial<Record<Role, Scope>> = route.permission === undefined ? {} : policies[route.permission];
  return policy[role];
};

const aboutOne = (route: Route) => /\{(name|id)\}/.test(route.path);
const withPolicy = routes.filter(({ permission }) => permission !== undefined);
const cases = withPolicy.flatMap((route) =>
  roles.flatMap((role) =>
    (aboutOne(route) ? owners : (["own"] as const)).map((whose) => ({
      route,
      role,
      whose,
      title: `${route.method.toUpperCase()} ${route.path} as ${role}${aboutOne(route) ? `, ${whose}` : ""}`,
    })),
  ),
);

test("a route without a policy is one that was decided to be open", () => {
  const open = routes.filter(({ permission }) => permission === undefined).map(({ operationId }) => operationId);
  expect(openToAll).toEqual(expect.arrayContaining(open));
  const visited = routes.filter(({ visitors }) => visitors).map(({ operationId }) => operationId);
  expect(visited).toEqual(alsoForVisitors);
});

test("every policy is some route's", () => {
  const used = new Set(withPolicy.map(({ permission }) => permission));
  expect(Object.keys(policies).filter((name) => !used.has(name as keyof typeof policies))).toEqual([]);
});

test.each(cases)("$title", async ({ route, role, whose }) => {
  const who = { "x-user-id": me(role), "x-user-role": role };
  const store = storeOf(whose, role);
  const answer = await ask(route, platform.url, store, who);
  const scope = scopeOf(route, role);
  if (scope === undefined) {
    expect(answer.status).toBe(403);
    return;
  }
  if (scope === "own" && aboutOne(route) && whose !== "own") {
    expect(answer.status).toBe(404);
    // Another's looks just as if it weren't there.
    const absent = await ask(route, platform.url, "absent-store", who);
    const same = ({ text }: Asked, name: string) =>
      text
        .replaceAll(name, "NAME")
        .replaceAll(tokens.get(name) ?? "absentabsent", "ID")
        .replaceAll(commits.get(name) ?? "0".repeat(40), "COMMIT")
        .replace(/"requestId":"[^"]*"/, "");
    expect(same(answer, store)).toBe(same(absent, "absent-store"));
    return;
  }
  expect([401, 403]).not.toContain(answer.status);
  if (whose === "own") expect(answer.text).not.toMatch(/There is no (store|token)/);
  // What is everybody's shows owners nothing of others; what they tried themselves is in the audit log.
  if (scope === "own" && whose === "own") {
    if (route.operationId !== "listAttempts") expect(answer.text).not.toContain("foreign-store");
    expect(answer.text).not.toContain(somebody);
  }
});

test.each(withPolicy.filter(({ visitors }) => !visitors).map((route) => ({ route, title: route.operationId })))(
  "$title asks for a sign-in first",
  async ({ route }) => {
    const answer = await ask(route, signedOut.url, "foreign-store");
    expect(answer.status).toBe(401);
    expect(answer.text).not.toContain(somebody);
  },
);

test("a role is within another when it permits nothing more", () => {
  const within = roles.flatMap((role) =>
    roles.filter((limit) => isWithin(role, limit)).map((limit) => `${role} ${limit}`),
  );
  expect(within).toEqual(["admin admin", "owner admin", "owner owner", "viewer admin", "viewer viewer"]);
});
