import { expect, test } from "vitest";
import type { AuditRow } from "../db/auditLog.ts";
import { boundedAudit } from "./boundedAudit.ts";

test("a flood of strangers leaves few entries, and none of known callers out", async () => {
  const rows: AuditRow[] = [];
  const record = boundedAudit((row) => rows.push(row), 3);
  const row = (actor: string, ip: string) =>
    record({ at: new Date(), actor, via: "none", ip, action: "x", outcome: "ok", status: 401, requestId: "r" });
  for (let i = 0; i < 100; i += 1) {
    row("unknown", "192.0.2.1");
    row("unknown", `2001:db8::${i}`);
    row("alice@example.com", "192.0.2.1");
  }
  row("unknown", "192.0.2.2");
  await expect.poll(() => rows.length).toBe(3 + 3 + 100 + 1);
});
