/** The process's log: one JSON object a line, a fixed sentence with fields, the request's id on each line that belongs to one. */
import { type DestinationStream, type Logger, pino } from "pino";
import { currentRequestId } from "./requestContext.ts";
import { scrubber } from "./secrets.ts";
import { currentTraceId } from "./spans.ts";

/** Members that never reach a line, wherever they are in its first three levels. */
const secretMembers = [
  "authorization",
  "cookie",
  "password",
  "token",
  "secret",
  "apiKey",
  "privateKey",
  "connectionString",
  '["set-cookie"]',
  '["proxy-authorization"]',
  '["x-api-key"]',
];

/**
 * @param secrets texts that are taken out of every line, whoever wrote them there
 * @param destination standard output unless given
 */
export function createLog(
  options: { readonly level: string; readonly secrets: readonly string[] },
  destination?: DestinationStream,
): Logger {
  const settings = {
    level: options.level,
    // The process manager knows host and pid.
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: secretMembers.flatMap(atEveryDepth), censor: "[redacted]" },
    hooks: { streamWrite: scrubber(options.secrets) },
    mixin: whoseWork,
  };
  return destination === undefined ? pino(settings) : pino(settings, destination);
}

function atEveryDepth(member: string): string[] {
  const nested = member.startsWith("[") ? member : `.${member}`;
  return [member, `*${nested}`, `*.*${nested}`];
}

function whoseWork(): { requestId?: string; traceId?: string } {
  const requestId = currentRequestId();
  const traceId = currentTraceId();
  return { ...(requestId !== undefined && { requestId }), ...(traceId !== undefined && { traceId }) };
}
