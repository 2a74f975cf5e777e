import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseAllDocuments } from "yaml";
import { jsonPointer } from "./validationProblem.ts";

/** Bytes that a values file may have. */
export const largestValuesFileBytes = 64 * 1024;
const deepestNesting = 32;

export interface YamlProblem {
  readonly pointer?: string;
  readonly message: string;
}

export type StrictYaml =
  | { readonly data: Readonly<Record<string, unknown>>; readonly problems?: never }
  | { readonly data?: never; readonly problems: readonly YamlProblem[] };

/**
 * Reads a values file so that every reader of it (YAML 1.1 or 1.2, Helm, Argo CD, people) sees the same: one document, a
 * mapping, text keys that occur once, no anchors, aliases, merge keys or tags, and no plain value that the two versions of YAML
 * read differently.
 */
export function readStrictYaml(text: string): StrictYaml {
  const bytes = Buffer.byteLength(text);
  if (bytes > largestValuesFileBytes) {
    return problem(`has ${bytes} bytes, more than the ${largestValuesFileBytes} that a values file may have`);
  }
  try {
    return readBoth(text);
  } catch (error) {
    return problem(`can't be read as YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function readBoth(text: string): StrictYaml {
  if (nestingOf(text) > deepestNesting * 4) return problem("is nested too deeply");
  const lines = new LineCounter();
  // Duplicate keys are looked for below, in linear time.
  const options = { uniqueKeys: false, prettyErrors: false, merge: false, logLevel: "silent" } as const;
  const documents = parseAllDocuments(text, { ...options, version: "1.2", lineCounter: lines });
  const [document, ...more] = Array.isArray(documents) ? documents : [];
  if (!document) return problem("is empty; it must hold at least the key `store`");
  const [error] = [...document.errors, ...document.warnings];
  if (error) {
    const { line, col } = lines.linePos(error.pos[0]);
    return problem(`can't be read as YAML: line ${line}, column ${col}: ${error.message}`);
  }
  if (more.length > 0) return problem("holds more than one YAML document; keep one, without `---` in between");
  if (/^%/m.test(text) && document.directives?.docStart) return problem("holds a YAML directive (`%…`); remove it");
  if (!isMap(document.contents)) {
    return problem(`holds ${kindOf(document.contents)}; a values file is a mapping of keys to values`);
  }
  const problems: YamlProblem[] = [];
  const under12 = walk(document.contents, problems);
  const [document11] = parseAllDocuments(text, { ...options, version: "1.1" }) as Document.Parsed[];
  const under11 = document11?.contents ? walk(document11.contents, []) : [];
  for (const [index, scalar] of under12.entries()) {
    const message = ambiguity(scalar.source, scalar.value, under11[index]?.value);
    if (message) problems.push({ pointer: jsonPointer(scalar.steps), message });
  }
  return problems.length > 0 ? { problems } : { data: document.toJS() as Record<string, unknown> };
}

interface PlainScalar {
  readonly steps: readonly (string | number)[];
  readonly source: string;
  readonly value: unknown;
}

/** All plain (unquoted) scalars in the order of the file, keys too; `problems` gets what is not allowed at all. */
function walk(root: Node, problems: YamlProblem[]): PlainScalar[] {
  const found: PlainScalar[] = [];
  const report = (steps: readonly (string | number)[], message: string) =>
    problems.push({ pointer: jsonPointer(steps), message });
  const visit = (node: unknown, steps: readonly (string | number)[]): void => {
    if (steps.length > deepestNesting) throw new Error(`nested deeper than ${deepestNesting} levels`);
    if (isAlias(node)) return void report(steps, "is an alias (`*…`); write the value out");
    if (!isMap(node) && !isSeq(node) && !isScalar(node)) return;
    if (node.anchor) report(steps, "has an anchor (`&…`); write the value out where it is needed");
    if (node.tag) report(steps, `has the tag \`${node.tag}\`; remove it`);
    if (isScalar(node)) {
      if (node.type === "PLAIN") found.push({ steps, source: node.source ?? "", value: node.value });
    } else if (isSeq(node)) {
      for (const [index, item] of node.items.entries()) visit(item, [...steps, index]);
    } else {
      const seen = new Set<string>();
      for (const pair of node.items) {
        const key = isScalar(pair.key) ? pair.key.value : pair.key;
        const step = isScalar(pair.key) ? String(pair.key.source ?? pair.key.value) : "?";
        const here = [...steps, step];
        if (step === "<<") report(steps, "uses the merge key `<<`; write the keys out");
        else if (typeof key !== "string") report(here, `is a key that is no text; write it as "${step}"`);
        if (seen.has(step)) report(here, "is given twice; keep one of them");
        seen.add(step);
        visit(pair.key, here);
        visit(pair.value, here);
      }
    }
  };
  visit(root, []);
  return found;
}

/** Why a plain value is not the same to everybody; undefined when it is. */
function ambiguity(source: string, under12: unknown, under11: unknown): string | undefined {
  const same = Object.is(under12, under11);
  if (!same) {
    return `\`${source}\` means ${shown(under12)} in YAML 1.2 and ${shown(under11)} in YAML 1.1; quote it ("${source}") if it is text, or write the other value out`;
  }
  if (typeof under12 !== "number") return undefined;
  if (/^[-+]?\d+\.\d*0$/.test(source)) {
    return `\`${source}\` is the number ${under12}; quote it ("${source}") if it is text like a version, or write ${under12}`;
  }
  if (!Number.isFinite(under12) || (Number.isInteger(under12) && !Number.isSafeInteger(under12))) {
    return `\`${source}\` is no number that everybody reads alike; quote it ("${source}")`;
  }
  return undefined;
}

function shown(value: unknown): string {
  if (value instanceof Date) return "a date";
  if (typeof value === "string") return `the text "${value}"`;
  return value === null || value === undefined ? "nothing" : `the ${typeof value} ${String(value)}`;
}

function kindOf(node: unknown): string {
  if (isSeq(node)) return "a list";
  if (isAlias(node)) return "an alias";
  return isScalar(node) && node.value !== null ? "a single value" : "nothing";
}

/** Most brackets open at once, whatever they mean: more than any values file needs would exhaust the parser's stack. */
function nestingOf(text: string): number {
  let open = 0;
  let most = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    open += bracket === "[" || bracket === "{" ? 1 : -1;
    most = Math.max(most, open);
    if (open < 0) open = 0;
  }
  return most;
}

function problem(message: string): StrictYaml {
  return { problems: [{ message }] };
}
