import { merge } from "node-diff3";
import { type Document, isMap, isScalar, parseDocument, type YAMLMap } from "yaml";
import { editInPlace } from "./editInPlace.ts";
import { isJsonObject, type JsonObject, mergePatch, sameJson } from "./mergePatch.ts";
import { ValuesFileError } from "./valuesFileError.ts";
import { valuesText } from "./valuesText.ts";

/**
 * Applies an RFC 7396 merge patch to the text of a values file. Comments, key order and the way people wrote the rest stay as they
 * are: values are replaced, added and removed where they stand; only what can't be put in place is printed anew.
 * @throws ValuesFileError when the text is no YAML mapping.
 */
export function editValuesFile(text: string, patch: JsonObject): string {
  let edited = text;
  for (const { steps, value } of leavesOf(patch, parse(text).contents)) edited = editOne(edited, steps, value);
  return edited;
}

interface Leaf {
  readonly steps: readonly [string, ...string[]];
  /** Undefined removes the key. */
  readonly value: unknown;
}

/** The patch as single assignments, each as deep as the mappings that are already there. */
function leavesOf(patch: JsonObject, at: unknown, above: readonly string[] = []): Leaf[] {
  return Object.entries(patch).flatMap(([key, value]): Leaf[] => {
    const current = isMap(at) ? at.get(key, true) : undefined;
    if (isJsonObject(value) && isMap(current)) return leavesOf(value, current, [...above, key]);
    return [{ steps: stepsTo(above, key), value: value === null ? undefined : mergePatch({}, value) }];
  });
}

function stepsTo([first, ...above]: readonly string[], key: string): Leaf["steps"] {
  return first === undefined ? [key] : [first, ...above, key];
}

function editOne(text: string, steps: Leaf["steps"], value: unknown): string {
  const document = parse(text);
  const before: unknown = document.toJS();
  const wanted = assigned(before, steps, value);
  if (sameJson(before, wanted)) return text;
  const means = (candidate: string | undefined): candidate is string =>
    candidate !== undefined && sameJson(meaningOf(candidate), wanted);
  const inPlace = editInPlace(text, document, steps, value);
  if (means(inPlace)) return inPlace;
  const printedBefore = valuesText(document);
  assign(document, steps, value);
  const printed = valuesText(document);
  const merged = merge(lines(text), lines(printedBefore), lines(printed), { excludeFalseConflicts: true });
  const kept = merged.conflict ? undefined : merged.result.join("\n");
  return means(kept) ? kept : printed;
}

function parse(text: string): Document.Parsed {
  const document = parseDocument(text, { prettyErrors: false });
  const [error] = document.errors;
  if (error) throw new ValuesFileError([{ message: `can't be read as YAML: ${error.message}` }]);
  if (!isMap(document.contents)) throw new ValuesFileError([{ message: "holds no mapping of keys to values" }]);
  return document;
}

function meaningOf(text: string): unknown {
  const document = parseDocument(text, { prettyErrors: false });
  return document.errors.length > 0 ? undefined : document.toJS();
}

/** What is there already is replaced as a whole: where a merge was meant, the patch has been split into deeper leaves. */
function assigned(before: unknown, [step, ...deeper]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value;
  const entries = new Map(isJsonObject(before) ? Object.entries(before) : []);
  const inner = assigned(entries.get(step), deeper, value);
  if (inner === undefined) entries.delete(step);
  else entries.set(step, inner);
  return Object.fromEntries(entries);
}

function assign(document: Document, steps: readonly string[], value: unknown): void {
  const last = steps.at(-1);
  const parent: unknown = steps.length > 1 ? document.getIn(steps.slice(0, -1), true) : document.contents;
  if (last === undefined || !isMap(parent)) return;
  setKey(document, parent, last, value);
}

function setKey(document: Document, map: YAMLMap, key: string, value: unknown): void {
  const current = map.get(key, true);
  if (value === undefined) map.delete(key);
  else if (isScalar(current) && !isJsonObject(value) && !Array.isArray(value)) {
    current.value = value;
    delete current.source;
    // A block is for lines of text: one of blanks only would be read back as nothing.
    if (current.type?.startsWith("BLOCK") && !(typeof value === "string" && /^\S.*\n/.test(value))) delete current.type;
  } else map.set(map.has(key) ? key : document.createNode(key), document.createNode(value));
}

function lines(text: string): string[] {
  return text.split("\n");
}
