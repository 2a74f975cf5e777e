import Handlebars from "handlebars";
import { formatTraceparent, parseTraceparent } from "../observability/traceparent.ts";
import type { Change, Operation } from "./storesRepository.ts";

/**
 * What a caller sent stays what it is: one line each, without control characters, and always in front of or behind a label of
 * ours; so no name, id or reason can add a trailer or end the block of trailers.
 */
const template = Handlebars.compile<MessageParts>(
  `{{subject}}

{{#if body}}{{body}}

{{/if}}Storeplane-Actor: {{actor}}
Storeplane-Operation: {{operation}}
Storeplane-Request: {{request}}
{{#if upgrade}}Storeplane-Upgrade: {{upgrade}}
{{/if}}{{#if backup}}Storeplane-Backup: {{backup}}
{{/if}}{{#if trace}}Storeplane-Trace: {{trace}}
{{/if}}{{#if reason}}Storeplane-Reason: {{reason}}
{{/if}}`,
  { noEscape: true, strict: true },
);

interface MessageParts {
  readonly subject: string;
  readonly body: string;
  readonly actor: string;
  readonly operation: Operation;
  readonly request: string;
  readonly upgrade: string;
  readonly backup: string;
  readonly trace: string;
  readonly reason: string;
}

const lineWidth = 72;

/** Without a line break at the end: a forge's API that makes the commit from its parts must not be tempted to drop it. */
export function commitMessage(change: Change): string {
  const bodyHash = change.bodyHash === undefined ? "" : ` ${token(change.bodyHash)}`;
  const message = template({
    subject: oneLine(change.subject) || change.operation,
    body: (change.body ?? "").split("\n").map(oneLine).join("\n").trim(),
    actor: oneLine(change.actor) || "unknown",
    operation: change.operation,
    request: `${token(change.requestId)}${bodyHash}`,
    upgrade: token(change.upgrade ?? ""),
    backup: change.backup ?? "",
    trace: canonicalTrace(change.trace) ?? "",
    reason: folded(oneLine(change.reason ?? "")),
  });
  return message.trimEnd();
}

/** What the trailers of a message say. Only a signature makes them believable. */
export interface Trailers {
  readonly actor?: string;
  readonly operation?: Operation;
  readonly requestId?: string;
  readonly bodyHash?: string;
  readonly reason?: string;
  readonly upgrade?: string;
  readonly backup?: "skip";
  readonly trace?: string;
}

export function readTrailers(message: string): Trailers {
  const paragraphs = message.trimEnd().split(/\n{2,}/);
  const found = new Map<string, string>();
  const block = paragraphs.length > 1 ? (paragraphs.at(-1) ?? "") : "";
  for (const line of block.replace(/\n[ \t]+/g, " ").split("\n")) {
    const [, name, value] = /^Storeplane-([A-Za-z]+): (.*)$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined && !found.has(name)) found.set(name, value);
  }
  const [requestId, bodyHash] = found.get("Request")?.split(" ") ?? [];
  const operation = operations.find((known) => known === found.get("Operation"));
  const actor = found.get("Actor");
  const reason = found.get("Reason");
  const upgrade = found.get("Upgrade");
  const trace = canonicalTrace(found.get("Trace"));
  return {
    ...(actor !== undefined && { actor }),
    ...(operation && { operation }),
    ...(requestId && { requestId }),
    ...(bodyHash && { bodyHash }),
    ...(reason && { reason }),
    ...(upgrade && { upgrade }),
    ...(found.get("Backup") === "skip" && { backup: "skip" }),
    ...(trace !== undefined && { trace }),
  };
}

const operations: readonly Operation[] = ["create", "update", "delete", "revert", "confirm-deletions"];

/** Undefined when it is no `traceparent`. */
function canonicalTrace(text: string | undefined): string | undefined {
  const parsed = parseTraceparent(text);
  return parsed && formatTraceparent(parsed);
}

/** Line breaks of every kind, control and formatting characters become one space. */
function oneLine(text: string): string {
  return text.replace(/[\s\p{C}\u2028\u2029]+/gu, " ").trim();
}

function token(text: string): string {
  return text.replace(/[^\w.:=+/@-]/g, "_");
}

/** Further lines start with a space, which makes them part of the trailer. */
function folded(text: string): string {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < lineWidth) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.join("\n ");
}
