/** Examples of a page: a request in a fenced `http` block, then its answer in a fenced block named after type and status. */

export interface Example {
  readonly method: string;
  /** With the query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly status: number;
  readonly kind: "json" | "text";
  readonly answer: string;
  /** Line of the page at which the request begins. */
  readonly line: number;
}

const block = /^```(\S+)(?: (\d{3}))?\n([\s\S]*?)^```$/gm;

/** @throws Error where a request has no answer, or an answer no request. */
export function readExamples(page: string): Example[] {
  const examples: Example[] = [];
  let request: { readonly text: string; readonly line: number } | undefined;
  for (const match of page.matchAll(block)) {
    const [, kind, status, text = ""] = match;
    const line = page.slice(0, match.index).split("\n").length;
    if (kind === "http") {
      if (request) throw new Error(`line ${request.line}: a request without an answer`);
      request = { text, line };
    } else if (status !== undefined) {
      if (!request || (kind !== "json" && kind !== "text"))
        throw new Error(`line ${line}: an answer without a request`);
      examples.push({ ...readRequest(request.text), line: request.line, kind, status: Number(status), answer: text });
      request = undefined;
    }
  }
  if (request) throw new Error(`line ${request.line}: a request without an answer`);
  return examples;
}

function readRequest(text: string): Pick<Example, "method" | "target" | "headers" | "body"> {
  const [head = "", ...rest] = text.split("\n\n");
  const [first = "", ...headerLines] = head.trim().split("\n");
  const [method = "", target = ""] = first.split(" ");
  const headers = headerLines.map((line) => {
    const [name = "", value = ""] = line.split(/: (.*)/);
    return [name.toLowerCase(), value] as const;
  });
  const body = rest.join("\n\n").trim();
  return { method, target, headers: Object.fromEntries(headers), body: body === "" ? undefined : body };
}

/** What of `actual` isn't as the example says; members and elements beyond it are fine, and `…` stands for anything. */
export function differences(expected: unknown, actual: unknown, place = ""): string[] {
  if (typeof expected === "string") {
    const fits = typeof actual === "string" && textPattern(expected).test(actual);
    return fits ? [] : [`${place || "/"}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`];
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return [`${place || "/"}: expected a list, got ${JSON.stringify(actual)}`];
    if (expected.length === 0 && actual.length > 0) return [`${place}: expected an empty list`];
    return expected.flatMap((element, index) => differences(element, actual[index], `${place}/${index}`));
  }
  if (typeof expected === "object" && expected !== null) {
    if (typeof actual !== "object" || actual === null)
      return [`${place || "/"}: expected an object, got ${JSON.stringify(actual)}`];
    return Object.entries(expected).flatMap(([key, value]) =>
      differences(value, Reflect.get(actual, key), `${place}/${key}`),
    );
  }
  return Object.is(expected, actual)
    ? []
    : [`${place || "/"}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`];
}

/** Lines of the example that don't follow in this order in the text, `…` standing for anything. */
export function missingLines(expected: string, actual: string): string[] {
  const lines = actual.split("\n");
  let at = 0;
  return expected
    .split("\n")
    .filter((line) => line !== "")
    .filter((line) => {
      const found = lines.findIndex((candidate, index) => index >= at && textPattern(line).test(candidate));
      if (found === -1) return true;
      at = found + 1;
      return false;
    });
}

function textPattern(text: string): RegExp {
  return new RegExp(`^${text.split("…").map(escaped).join("[\\s\\S]*")}$`);
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
