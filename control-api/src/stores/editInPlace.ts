import { type Document, isMap, isScalar, type Pair, type Range, type YAMLMap } from "yaml";
import { valuesText } from "./valuesText.ts";

/**
 * The text with one key set (or removed, when `value` is undefined) and no other character changed; undefined where that
 * takes more than replacing a one-line value or adding or removing the lines of a key. The caller checks what it means.
 */
export function editInPlace(
  text: string,
  document: Document,
  steps: readonly [string, ...string[]],
  value: unknown,
): string | undefined {
  const parent: unknown = steps.length > 1 ? document.getIn(steps.slice(0, -1), true) : document.contents;
  const key = steps.at(-1);
  if (!isMap(parent) || key === undefined) return undefined;
  const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === key);
  if (pair && value === undefined) return removeLines(text, parent, pair);
  return pair ? replaceScalar(text, pair, value) : addLines(text, parent, key, value);
}

function replaceScalar(text: string, pair: Pair, value: unknown): string | undefined {
  const range = rangeOf(pair.value);
  if (!isScalar(pair.value) || !range || (typeof value === "object" && value !== null)) return undefined;
  const [start, end] = range;
  const printed = valuesText(value).trimEnd();
  // A text of several lines has an indentation of its own.
  if (printed.includes("\n") || text.slice(start, end).includes("\n")) return undefined;
  return `${text.slice(0, start)}${start === end ? " " : ""}${printed}${text.slice(end)}`;
}

function addLines(text: string, map: YAMLMap, key: string, value: unknown): string | undefined {
  const [first] = map.items;
  const last = map.items.at(-1);
  const start = first && rangeOf(first.key)?.[0];
  const end = last && (rangeOf(last.value)?.[1] ?? rangeOf(last.key)?.[1]);
  if (map.flow || start === undefined || end === undefined) return undefined;
  const indentation = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
  if (indentation.trim() !== "") return undefined;
  const printed = valuesText({ [key]: value }).trimEnd();
  const added = printed.split("\n").map((line) => (line === "" ? line : indentation + line));
  // A block text or collection ends behind its line break, a scalar before the rest of its line.
  const lineEnd = text[end - 1] === "\n" ? end - 1 : text.indexOf("\n", end);
  if (lineEnd < 0) return `${text}\n${added.join("\n")}\n`;
  return `${text.slice(0, lineEnd)}\n${added.join("\n")}${text.slice(lineEnd)}`;
}

function removeLines(text: string, map: YAMLMap, pair: Pair): string | undefined {
  const start = rangeOf(pair.key)?.[0];
  const end = rangeOf(pair.value)?.[1] ?? rangeOf(pair.key)?.[1];
  if (map.flow || start === undefined || end === undefined || map.items.length === 1) return undefined;
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  if (text.slice(lineStart, start).trim() !== "") return undefined;
  const lineEnd = text[end - 1] === "\n" ? end - 1 : text.indexOf("\n", end);
  return `${text.slice(0, lineStart)}${lineEnd < 0 ? "" : text.slice(lineEnd + 1)}`;
}

function rangeOf(node: unknown): Range | undefined {
  if (typeof node !== "object" || node === null || !("range" in node) || !Array.isArray(node.range)) return undefined;
  const [start, valueEnd, nodeEnd]: unknown[] = node.range;
  return typeof start === "number" && typeof valueEnd === "number" && typeof nodeEnd === "number"
    ? [start, valueEnd, nodeEnd]
    : undefined;
}
