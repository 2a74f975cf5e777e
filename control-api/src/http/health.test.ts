import { expect, test } from "vitest";
import { checkHealth, checkLiveness, type HealthSources } from "./health.ts";
import { health } from "./schemas.ts";

const now = Date.parse("2026-01-02T03:04:05.000Z");
const up = { ok: true, since: now };

function sources(changes: Partial<HealthSources> = {}): HealthSources {
  return {
    opened: () => true,
    git: () => up,
    cluster: () => ({ connected: true, everConnected: true, since: now }),
    database: async () => up,
    draining: () => undefined,
    stalled: () => false,
    ...changes,
  };
}

test("a dependency that is down is named with since when and its last error, without the addresses of machines", async () => {
  const message =
    "connect ECONNREFUSED 10.0.0.5:5432 (postgres://storeplane:secret@db.internal.example.com/x, fe80::1ff:fe23:4567:890a)";
  const report = await checkHealth(
    sources({ database: async () => ({ ok: false, since: now, lastError: { message, at: now } }) }),
  );
  expect(health.parse(report).status).toBe("degraded");
  const postgres = report.checks.find(({ name }) => name === "postgres");
  expect(postgres).toMatchObject({ ok: false, required: false, since: new Date(now).toISOString() });
  expect(postgres?.lastError?.message).toContain("connect ECONNREFUSED …");
  expect(JSON.stringify(report)).not.toMatch(/10\.0\.0\.5|secret|db\.internal|fe80/);
});

test("without Git no change is taken; without the cluster or PostgreSQL it goes on", async () => {
  const down = { ok: false, since: now, lastError: { message: "no", at: now } };
  expect((await checkHealth(sources({ git: () => down }))).status).toBe("down");
  expect((await checkHealth(sources({ opened: () => false }))).status).toBe("down");
  const cluster = () => ({
    connected: false,
    everConnected: false,
    since: now,
    reason: "The API server answered 403.",
  });
  const degraded = await checkHealth(sources({ cluster, database: async () => down }));
  expect(degraded.status).toBe("degraded");
  expect(degraded.checks.find(({ name }) => name === "argocd")?.detail).toContain("403");
});

test("a replica that stops isn't ready but alive, one whose event loop stalls isn't alive", async () => {
  const stopping = sources({ draining: () => ({ since: now }) });
  expect((await checkHealth(stopping)).status).toBe("down");
  expect(checkLiveness(stopping).status).toBe("ok");
  expect(checkLiveness(sources({ stalled: () => true })).status).toBe("down");
  const everythingDown = sources({ git: () => ({ ok: false, since: now }), opened: () => false });
  expect(checkLiveness(everythingDown).status).toBe("ok");
});
