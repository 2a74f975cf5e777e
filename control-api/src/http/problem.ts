import type { z } from "zod";
import type { problem } from "./schemas.ts";

export interface Pointed {
  /** JSON pointer into the request's body, or the name of a query parameter or header. */
  readonly pointer: string;
  readonly detail: string;
}

interface ProblemOptions {
  readonly errors?: readonly Pointed[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
  /** Who is refused, where that is known although they may do nothing. */
  readonly actor?: string;
}

/** An answer that isn't a success: RFC 9457's members, thrown. `detail` says how to mend it. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly status: number;
  readonly slug: string;
  readonly title: string;
  readonly errors: readonly Pointed[] | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly actor: string | undefined;

  constructor(status: number, slug: string, title: string, detail: string, options: ProblemOptions = {}) {
    super(detail, { cause: options.cause });
    this.status = status;
    this.slug = slug;
    this.title = title;
    this.errors = options.errors;
    this.headers = options.headers ?? {};
    this.actor = options.actor;
  }

  body(instance: string, requestId: string): z.infer<typeof problem> {
    return {
      type: `/problems/${this.slug}`,
      title: this.title,
      status: this.status,
      detail: this.message,
      instance,
      requestId,
      ...(this.errors === undefined ? {} : { errors: [...this.errors] }),
    };
  }
}

/** JSON pointer (RFC 6901) of a path of keys. */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

export function pointedIssues(issues: readonly z.core.$ZodIssue[]): Pointed[] {
  return issues.map((issue) => ({ pointer: jsonPointer(issue.path), detail: issue.message }));
}
