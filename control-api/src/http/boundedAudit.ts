import { RateLimiterMemory } from "rate-limiter-flexible";
import type { AuditRow } from "../db/auditLog.ts";
import { addressKey } from "./clientAddress.ts";

/**
 * Lets through to the audit log what known callers attempt, and of those nobody can tell at most `perMinute` attempts a minute
 * from one address: else whoever isn't even signed in could fill the database. The rest is in the log of requests.
 */
export function boundedAudit(record: (row: AuditRow) => void, perMinute = 60): (row: AuditRow) => void {
  const limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });
  return (row) => {
    if (row.actor !== "unknown") return record(row);
    limiter.consume(addressKey(row.ip)).then(
      () => record(row),
      () => undefined,
    );
  };
}
